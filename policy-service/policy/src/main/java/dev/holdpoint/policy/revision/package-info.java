/** What decides: documents from a directory, published as events, folded into a rulebook. */
@NullMarked
package dev.holdpoint.policy.revision;

import org.jspecify.annotations.NullMarked;
