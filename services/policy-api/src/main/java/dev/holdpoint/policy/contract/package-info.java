/**
 * The policy decision point's questions and answers, and their one mapping to its gRPC messages.
 */
@NullMarked
package dev.holdpoint.policy.contract;

import org.jspecify.annotations.NullMarked;
