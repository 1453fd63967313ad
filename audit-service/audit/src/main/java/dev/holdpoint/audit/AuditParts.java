package dev.holdpoint.audit;

import dev.holdpoint.audit.append.Journal;
import dev.holdpoint.audit.append.LedgerAppender;
import dev.holdpoint.audit.checkpoint.CheckpointFiles;
import dev.holdpoint.audit.checkpoint.CheckpointSigner;
import dev.holdpoint.audit.checkpoint.LedgerKeyFile;
import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.ledger.NoteSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The running parts of one instance: store, relay, appender, signer, projections. */
final class AuditParts implements AutoCloseable {
    static final String SCHEMA = "audit";
    private static final Logger LOG = Logger.getLogger(AuditParts.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final AuditSettings settings;
    private final EventStore events;
    private final LedgerStore ledger;
    private final Journal journal;
    private final List<AutoCloseable> running = new ArrayList<>();
    private volatile boolean ready;
    private volatile boolean closed;

    AuditParts(Vertx vertx, Pool pool, AuditSettings settings) {
        var clock = InstantSource.system();
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
        this.events = new EventStore(pool, SCHEMA, Journal.SERVICE, new Uuid7(clock), clock);
        this.ledger = new LedgerStore(pool, settings.origin());
        this.journal = new Journal(events, ledger, settings.origin());
    }

    /** Each step is tried until it succeeds, so the order of starting processes does not matter. */
    void start() {
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                retrying("schema", this::createTables)
                                        .compose(_ -> retrying("topics", this::createTopics))
                                        .compose(_ -> retrying("ledger", this::openLedger))
                                        .compose(_ -> openProjections())
                                        .onSuccess(_ -> ready = true));
    }

    boolean ready() {
        return ready && !closed;
    }

    private Future<Void> createTables() {
        return events.createSchema().compose(_ -> ledger.createSchema());
    }

    private Future<Void> createTopics() {
        return Topics.ensure(vertx, settings.log(), settings.replicationFactor());
    }

    private Future<Void> openLedger() {
        return vertx.executeBlocking(
                        () -> LedgerKeyFile.readOrMake(settings.stateDir(), settings.origin()))
                .compose(
                        key ->
                                new LedgerReader(pool)
                                        .newestCheckpoint()
                                        .compose(
                                                newest ->
                                                        openLedger(
                                                                key,
                                                                newest.map(StoredCheckpoint::size)
                                                                        .orElse(0L))));
    }

    private Future<Void> openLedger(NoteSigner key, long signed) {
        var signer =
                new CheckpointSigner(
                        vertx,
                        key,
                        settings.pace(),
                        new CheckpointFiles(settings.stateDir()),
                        ledger,
                        journal);
        return signer.pin()
                .onSuccess(
                        _ -> {
                            var log = new KafkaEventAppender(vertx, settings.log());
                            var appender =
                                    LedgerAppender.start(
                                            vertx,
                                            settings.log(),
                                            pool,
                                            ledger,
                                            journal,
                                            settings.origin());
                            signer.start(appender::committed, signed);
                            keep(log, Relay.start(vertx, pool, SCHEMA, log), appender, signer);
                        });
    }

    private Future<Void> openProjections() {
        var all = Projections.ALL.stream().map(this::open).toList();
        return Future.all(all).mapEmpty();
    }

    private Future<Void> open(Projection projection) {
        return retrying(
                projection.name(),
                () ->
                        ProjectionRunner.start(vertx, settings.log(), pool, SCHEMA, projection)
                                .onSuccess(this::keep)
                                .mapEmpty());
    }

    private Future<Void> retrying(String part, Supplier<Future<Void>> start) {
        return start.get()
                .recover(
                        failure -> {
                            if (closed) {
                                return Future.failedFuture(failure);
                            }
                            LOG.warnf("not ready yet: part=%s cause=%s", part, failure);
                            return pause().compose(_ -> retrying(part, start));
                        });
    }

    private Future<Void> pause() {
        return Future.future(paused -> vertx.setTimer(RETRY_MILLIS, _ -> paused.complete()));
    }

    private synchronized void keep(AutoCloseable... started) {
        running.addAll(List.of(started));
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var part : running.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warnf("did not close: part=%s cause=%s", part.getClass().getSimpleName(), e);
            }
        }
    }
}
