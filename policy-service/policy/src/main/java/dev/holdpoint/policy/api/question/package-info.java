/** Who may do what, and why, over REST: now and as of a moment. */
@NullMarked
package dev.holdpoint.policy.api.question;

import org.jspecify.annotations.NullMarked;
