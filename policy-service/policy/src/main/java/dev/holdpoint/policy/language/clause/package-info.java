/** Readers of what documents have in them: matches, approvals, masks, selectors, functions. */
@NullMarked
package dev.holdpoint.policy.language.clause;

import org.jspecify.annotations.NullMarked;
