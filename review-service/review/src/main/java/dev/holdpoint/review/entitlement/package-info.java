/** What each principal asked of each target, by effect, and when it was last allowed. */
@NullMarked
package dev.holdpoint.review.entitlement;

import org.jspecify.annotations.NullMarked;
