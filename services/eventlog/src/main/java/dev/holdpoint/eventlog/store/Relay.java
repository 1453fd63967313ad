package dev.holdpoint.eventlog.store;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.eventlog.KafkaEventAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a store's events to the log, in the store's order, at least once.
 *
 * <p>Of all relays of a schema one leads: the one whose own PostgreSQL connection holds the session
 * advisory lock. Each event is sent after the one before it was acknowledged, so also while an old
 * leader and its successor overlap, the first copy of n comes after the first copy of n - 1, and
 * readers that drop what is not above the highest store sequence seen lose nothing.
 *
 * <pre>
 * connecting --connected--> following --lock taken--> leading
 *      ^                        |                        |
 *      +---- connection lost ---+------------------------+
 * </pre>
 */
public final class Relay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());
    private static final long BEAT_MILLIS = 500;

    private final Vertx vertx;
    private final Context context;
    private final SchemaName schema;
    private final KafkaEventAppender appender;
    private final Supplier<Future<PgConnection>> connector;
    private @Nullable RelayTerm term;
    private boolean connecting;
    private volatile boolean leading;
    private volatile boolean closed;
    private long timer;

    private Relay(
            Vertx vertx,
            SchemaName schema,
            KafkaEventAppender appender,
            Supplier<Future<PgConnection>> connector) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.schema = schema;
        this.appender = appender;
        this.connector = connector;
    }

    /** Starts on a connection of its own. */
    public static Relay start(
            Vertx vertx, PgConnectOptions options, String schema, KafkaEventAppender appender) {
        return start(vertx, schema, appender, () -> PgConnection.connect(vertx, options));
    }

    /** Starts on a connection that it takes out of the pool and keeps. */
    public static Relay start(Vertx vertx, Pool pool, String schema, KafkaEventAppender appender) {
        return start(vertx, schema, appender, () -> pool.getConnection().map(PgConnection::cast));
    }

    private static Relay start(
            Vertx vertx,
            String schema,
            KafkaEventAppender appender,
            Supplier<Future<PgConnection>> connector) {
        var relay = new Relay(vertx, new SchemaName(schema), appender, connector);
        relay.context.runOnContext(
                _ -> {
                    relay.timer = vertx.setPeriodic(BEAT_MILLIS, _ -> relay.beat());
                    relay.beat();
                });
        return relay;
    }

    /** Whether this relay publishes; at most one of a schema does. */
    public boolean leading() {
        return leading;
    }

    private void beat() {
        if (closed || connecting) {
            return;
        }
        if (term == null) {
            connect();
        } else {
            term.beat();
        }
    }

    private void connect() {
        connecting = true;
        connector
                .get()
                .onComplete(
                        connection -> {
                            connecting = false;
                            if (connection.failed()) {
                                LOG.log(
                                        WARNING,
                                        "relay cannot connect: schema=" + schema,
                                        connection.cause());
                            } else if (closed) {
                                connection.result().close();
                            } else {
                                begin(connection.result());
                            }
                        });
    }

    private void begin(PgConnection connection) {
        var next = new RelayTerm(connection, schema, appender, this::lead);
        term = next;
        connection.closeHandler(_ -> context.runOnContext(_ -> end(next)));
        connection.notificationHandler(_ -> context.runOnContext(_ -> next.beat()));
        next.beat();
    }

    private void lead() {
        leading = true;
        LOG.log(INFO, "relay leads: schema=" + schema);
    }

    private void end(RelayTerm ended) {
        ended.end();
        if (term == ended) {
            term = null;
            leading = false;
            LOG.log(INFO, "relay follows: schema=" + schema);
        }
    }

    /** Stops publishing and gives up the lead. */
    public Future<Void> stop() {
        closed = true;
        var done = Promise.<Void>promise();
        context.runOnContext(
                _ -> {
                    vertx.cancelTimer(timer);
                    var last = term;
                    leading = false;
                    if (last == null) {
                        done.complete();
                    } else {
                        last.end();
                        last.release().onComplete(done);
                    }
                });
        return done.future();
    }

    @Override
    public void close() {
        stop();
    }
}
