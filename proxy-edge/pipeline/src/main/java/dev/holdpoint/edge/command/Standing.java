package dev.holdpoint.edge.command;

import io.vertx.core.Future;

/** Knows whether a command still means what it was decided by, however long people looked at it. */
@FunctionalInterface
public interface Standing {
    /** Nothing about it can have changed. */
    Standing CERTAIN = () -> Future.succeededFuture(true);

    /** Asked once a hold is released; a failure counts as no. */
    Future<Boolean> stands();
}
