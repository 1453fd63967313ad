/** Narrower grants and rules proposed from what was really used, and proven to keep it. */
@NullMarked
package dev.holdpoint.policy.propose;

import org.jspecify.annotations.NullMarked;
