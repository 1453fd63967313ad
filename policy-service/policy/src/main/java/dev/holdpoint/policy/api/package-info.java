/** Policies, targets and grants over REST. */
@NullMarked
package dev.holdpoint.policy.api;

import org.jspecify.annotations.NullMarked;
