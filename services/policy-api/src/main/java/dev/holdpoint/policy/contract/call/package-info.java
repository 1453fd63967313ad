/** Calls to policy-service: which questions go together. */
@NullMarked
package dev.holdpoint.policy.contract.call;

import org.jspecify.annotations.NullMarked;
