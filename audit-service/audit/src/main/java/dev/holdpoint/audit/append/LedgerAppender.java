package dev.holdpoint.audit.append;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.audit.store.LedgerHead;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.EventFamily;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends every event of the log to the ledger while this process leads.
 *
 * <p>One process leads, by an advisory lock on a connection of its own; the others ask for the lock
 * twice a second. The ledger's own topic is left out: a checkpoint that became an entry would ask
 * for another checkpoint, for ever. So are recordings, which must not be kept for ever: {@code
 * ResultRecorded} binds them.
 *
 * <pre>
 * following --lock taken--> leading(epoch) --connection lost, fenced--> following
 * </pre>
 */
public final class LedgerAppender implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LedgerAppender.class.getName());
    private static final Set<EventFamily> FAMILIES =
            EnumSet.complementOf(EnumSet.of(EventFamily.LEDGER, EventFamily.RECORDINGS));
    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended('holdpoint:ledger:audit', 0))";
    private static final long BEAT_MILLIS = 500;

    private record Lead(PgConnection lock, LedgerTerm term, GroupReader reader) {}

    private final Vertx vertx;
    private final Context context;
    private final LogSettings log;
    private final Pool pool;
    private final LedgerStore store;
    private final Journal journal;
    private final String origin;
    private volatile @Nullable Lead lead;
    private @Nullable PgConnection candidate;
    private long timer;
    private boolean busy;
    private boolean closed;

    private LedgerAppender(
            Vertx vertx,
            LogSettings log,
            Pool pool,
            LedgerStore store,
            Journal journal,
            String origin) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.log = log;
        this.pool = pool;
        this.store = store;
        this.journal = journal;
        this.origin = origin;
    }

    /** Starts asking for the lead; the tables exist already. */
    public static LedgerAppender start(
            Vertx vertx,
            LogSettings log,
            Pool pool,
            LedgerStore store,
            Journal journal,
            String origin) {
        var appender = new LedgerAppender(vertx, log, pool, store, journal, origin);
        appender.context.runOnContext(
                _ -> {
                    appender.timer = vertx.setPeriodic(BEAT_MILLIS, _ -> appender.beat());
                    appender.beat();
                });
        return appender;
    }

    /** Whether this process writes the ledger. */
    public boolean leading() {
        return lead != null;
    }

    /** The end this process committed last, while it leads. */
    public Optional<SignableHead> committed() {
        var now = lead;
        return now == null ? Optional.empty() : now.term().committed();
    }

    private void beat() {
        if (closed || busy || lead != null) {
            return;
        }
        busy = true;
        connected()
                .compose(connection -> connection.query(LOCK).execute())
                .compose(
                        rows ->
                                rows.iterator().next().getBoolean(0)
                                        ? lead()
                                        : Future.succeededFuture())
                .onComplete(
                        result -> {
                            busy = false;
                            if (result.failed()) {
                                LOG.log(WARNING, "the ledger has no writer here", result.cause());
                                drop();
                            }
                        });
    }

    private Future<PgConnection> connected() {
        var open = candidate;
        return open != null
                ? Future.succeededFuture(open)
                : pool.getConnection().map(PgConnection::cast).onSuccess(this::watch);
    }

    private void watch(PgConnection connection) {
        candidate = connection;
        connection.closeHandler(
                _ ->
                        context.runOnContext(
                                _ -> {
                                    if (connection.equals(candidate)) {
                                        candidate = null;
                                        stepDown();
                                    }
                                }));
    }

    private Future<Void> lead() {
        return store.openTerm().compose(this::begin);
    }

    private Future<Void> begin(LedgerHead head) {
        var connection = candidate;
        if (connection == null || closed) {
            return Future.failedFuture("the lock's connection is gone");
        }
        var term = new LedgerTerm(store, journal, origin, head.epoch());
        // A group per term: a dead writer's membership can not keep partitions from its successor.
        var group = "audit.ledger." + head.epoch();
        return GroupReader.start(vertx, log, group, FAMILIES, term::next, term::take)
                .onSuccess(reader -> lead = new Lead(connection, term, reader))
                .onSuccess(
                        _ ->
                                LOG.log(
                                        INFO,
                                        "writing the ledger: epoch={0} size={1}",
                                        head.epoch(),
                                        head.size()))
                .mapEmpty();
    }

    private void drop() {
        var connection = candidate;
        candidate = null;
        if (connection != null) {
            connection
                    .query("SELECT pg_advisory_unlock_all()")
                    .execute()
                    .eventually(() -> connection.close())
                    .onFailure(_ -> LOG.log(INFO, "lock given up with its connection"));
        }
    }

    private Future<Void> stepDown() {
        var last = lead;
        lead = null;
        if (last == null) {
            return Future.succeededFuture();
        }
        LOG.log(INFO, "no longer writing the ledger: epoch={0}", last.term().epoch());
        return last.reader().stop();
    }

    /** Stops writing, then gives up the lead. */
    public Future<Void> stop() {
        return Future.future(
                done ->
                        context.runOnContext(
                                _ -> {
                                    closed = true;
                                    vertx.cancelTimer(timer);
                                    stepDown().onComplete(_ -> drop()).onComplete(done);
                                }));
    }

    @Override
    public void close() {
        stop();
    }
}
