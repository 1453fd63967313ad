package dev.holdpoint.eventlog.projection;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.json.UnreadableEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Applies events of one partition to a projection's rows, inside the caller's transaction. */
final class Fold {
    private static final System.Logger LOG = System.getLogger(Fold.class.getName());

    private final Projection projection;
    private final ReaderTables tables;

    Fold(Projection projection, ReaderTables tables) {
        this.projection = projection;
        this.tables = tables;
    }

    /** Redeliveries are dropped; records that cannot be read are parked. */
    Future<Void> apply(SqlConnection connection, ReaderPosition from, List<LoggedEvent> events) {
        var changes = new ArrayList<Change>();
        var work = new ArrayList<Future<?>>();
        var position = from;
        for (var event : events) {
            if (position.isNew(event)) {
                try {
                    changes.addAll(projection.apply(event.envelope()));
                } catch (UnreadableEvent e) {
                    work.add(park(connection, event, e));
                }
            }
            position = position.after(event);
        }
        work.addAll(execute(connection, changes));
        return Future.all(work).mapEmpty();
    }

    /** The record itself is at fault: keep it aside. */
    Future<Void> park(SqlConnection connection, LoggedEvent event, Throwable reason) {
        LOG.log(
                WARNING,
                "record parked: reader=" + projection.name() + " position=" + event.position());
        return tables.park(connection, event, String.valueOf(reason.getMessage()));
    }

    /** Runs of changes with the same SQL go as one batch; the connection keeps their order. */
    private static List<Future<?>> execute(SqlConnection connection, List<Change> changes) {
        var work = new ArrayList<Future<?>>();
        var run = new ArrayList<Tuple>();
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            run.add(Sql.tuple(change.parameters()));
            if (i + 1 == changes.size() || !changes.get(i + 1).sql().equals(change.sql())) {
                work.add(connection.preparedQuery(change.sql()).executeBatch(List.copyOf(run)));
                run.clear();
            }
        }
        return work;
    }
}
