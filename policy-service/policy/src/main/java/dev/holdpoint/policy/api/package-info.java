/** Policies, targets, grants and explanations over REST. */
@NullMarked
package dev.holdpoint.policy.api;

import org.jspecify.annotations.NullMarked;
