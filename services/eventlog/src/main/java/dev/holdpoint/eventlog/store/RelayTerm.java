package dev.holdpoint.eventlog.store;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.eventlog.KafkaEventAppender;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relay's time on one connection: it asks for the lock, and once it has it, publishes. */
final class RelayTerm {
    private static final System.Logger LOG = System.getLogger(RelayTerm.class.getName());
    private static final int PAGE = 200;

    private final PgConnection connection;
    private final SchemaName schema;
    private final KafkaEventAppender appender;
    private final Runnable led;
    private boolean leads;
    private boolean ended;
    private boolean busy;
    private boolean again;

    RelayTerm(
            PgConnection connection, SchemaName schema, KafkaEventAppender appender, Runnable led) {
        this.connection = connection;
        this.schema = schema;
        this.appender = appender;
        this.led = led;
    }

    /** Does what there is to do, unless it is being done already: then once more after that. */
    void beat() {
        if (ended) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        (leads ? publishAll() : seekLead()).onComplete(result -> rest(result.cause()));
    }

    private void rest(@Nullable Throwable failure) {
        busy = false;
        if (failure != null && !ended) {
            LOG.log(WARNING, "relay interrupted: schema=" + schema, failure);
        }
        if (again && failure == null) {
            again = false;
            beat();
        }
    }

    void end() {
        ended = true;
    }

    Future<Void> release() {
        return connection
                .query("UNLISTEN *; SELECT pg_advisory_unlock_all()")
                .execute()
                .eventually(() -> connection.close())
                .mapEmpty();
    }

    private Future<Void> seekLead() {
        return connection
                .query("SELECT pg_try_advisory_lock(" + StoreSchema.lock("relay", schema) + ")")
                .execute()
                .compose(
                        rows ->
                                rows.iterator().next().getBoolean(0)
                                        ? lead()
                                        : Future.succeededFuture());
    }

    private Future<Void> lead() {
        leads = true;
        led.run();
        return connection
                .query("LISTEN " + StoreSchema.channel(schema))
                .execute()
                .compose(_ -> publishAll());
    }

    private Future<Void> publishAll() {
        return page().compose(
                        page ->
                                page.isEmpty() || ended
                                        ? Future.succeededFuture()
                                        : publish(page).compose(_ -> publishAll()));
    }

    private Future<List<StoredEvent>> page() {
        return connection
                .preparedQuery(
                        """
                        SELECT %2$s FROM %1$s.events
                        WHERE store_sequence > (SELECT store_sequence FROM %1$s.relay_position)
                        ORDER BY store_sequence LIMIT %3$d
                        """
                                .formatted(schema, EventRows.COLUMNS, PAGE))
                .execute()
                .map(
                        rows -> {
                            var page = new ArrayList<StoredEvent>();
                            rows.forEach(row -> page.add(EventRows.stored(row)));
                            return page;
                        });
    }

    /** Remembers what was acknowledged also when something after it was not. */
    private Future<Void> publish(List<StoredEvent> page) {
        var acknowledged = new long[1];
        return publish(page.iterator(), acknowledged).eventually(() -> advance(acknowledged[0]));
    }

    private Future<Void> publish(Iterator<StoredEvent> page, long[] acknowledged) {
        if (ended || !page.hasNext()) {
            return Future.succeededFuture();
        }
        var event = page.next();
        return appender.append(event.envelope(), event.storeSequence())
                .compose(
                        _ -> {
                            acknowledged[0] = event.storeSequence();
                            return publish(page, acknowledged);
                        });
    }

    private Future<Void> advance(long storeSequence) {
        return connection
                .preparedQuery(
                        "UPDATE %s.relay_position SET store_sequence = $1 WHERE store_sequence < $1"
                                .formatted(schema))
                .execute(Tuple.of(storeSequence))
                .mapEmpty();
    }
}
