/** The policy decision point on the wire. */
@NullMarked
package dev.holdpoint.policy.grpc;

import org.jspecify.annotations.NullMarked;
