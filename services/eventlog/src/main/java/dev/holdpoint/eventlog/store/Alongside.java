package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.HoldpointEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * What is written, or looked at, in the transaction that appends events. Appends wait for each
 * other, so nothing else is appended meanwhile; if it fails, neither are these.
 */
@FunctionalInterface
public interface Alongside {
    /** For events that bring nothing else about. */
    Alongside NOTHING = (_, _) -> Future.succeededFuture();

    Future<Void> write(SqlConnection connection, List<? extends HoldpointEvent> events);
}
