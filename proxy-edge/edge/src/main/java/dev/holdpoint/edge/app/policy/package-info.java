/** The policy decision point and the session gate over gRPC; every failure is a deny. */
@NullMarked
package dev.holdpoint.edge.app.policy;

import org.jspecify.annotations.NullMarked;
