package dev.holdpoint.edge.command;

import io.vertx.core.Future;
import java.util.Optional;

/** Asks a target how many rows a command would return or change. */
@FunctionalInterface
public interface RowEstimate {
    /** There is none. */
    RowEstimate NONE = () -> Future.succeededFuture(Optional.empty());

    /** The estimate, or empty if there is none; called only when policy wants to know. */
    Future<Optional<Long>> rows();
}
