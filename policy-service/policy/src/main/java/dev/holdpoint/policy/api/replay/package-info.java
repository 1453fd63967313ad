/** Recorded commands replayed against drafts, over REST. */
@NullMarked
package dev.holdpoint.policy.api.replay;

import org.jspecify.annotations.NullMarked;
