/** What people may change over REST: who asks, on which state, and why it is refused. */
@NullMarked
package dev.holdpoint.policy.change;

import org.jspecify.annotations.NullMarked;
