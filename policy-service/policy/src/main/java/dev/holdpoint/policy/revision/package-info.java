/** What decides: revisions of policies, signed, folded into a rulebook, now and in the past. */
@NullMarked
package dev.holdpoint.policy.revision;

import org.jspecify.annotations.NullMarked;
