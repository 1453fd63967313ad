package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.ExpiryClock;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.HoldIntake;
import dev.holdpoint.approval.inbox.HoldsProjection;
import dev.holdpoint.approval.inbox.WaitingCommands;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The running parts of one instance, started in this order: store, relay, read model, intake,
 * expiry. Each start is repeated until it works.
 */
public final class ApprovalParts implements AutoCloseable {
    public static final String SCHEMA = "approval";
    private static final Logger LOG = Logger.getLogger(ApprovalParts.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final HoldDesk desk;
    private final ApprovalSettings settings;
    private final LogSettings log;
    private final InstantSource clock = InstantSource.system();
    private final List<AutoCloseable> started = new ArrayList<>();
    private volatile boolean running;
    private volatile boolean closed;

    ApprovalParts(Vertx vertx, Pool pool, HoldDesk desk, ApprovalSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.desk = desk;
        this.settings = settings;
        this.log = settings.log();
    }

    void start() {
        vertx.getOrCreateContext().runOnContext(_ -> startAll());
    }

    private void startAll() {
        var waiting = new WaitingCommands(pool, SCHEMA);
        var intake = new HoldIntake(desk, waiting, settings.openHoldsPerRequester());
        retrying("store", () -> createTables(waiting))
                .compose(_ -> retrying("topics", this::ensureTopics))
                .compose(_ -> retrying("relay", this::startRelay))
                .compose(_ -> retrying("read model", this::startProjection))
                .compose(_ -> retrying("intake", () -> intake.start(vertx, log).map(this::keep)))
                .onSuccess(
                        _ -> {
                            keep(ExpiryClock.start(vertx, pool, SCHEMA, desk, clock));
                            running = true;
                        });
    }

    boolean running() {
        return running && !closed;
    }

    private Future<Void> createTables(WaitingCommands waiting) {
        var store = new EventStore(pool, SCHEMA, "approval-service", new Uuid7(clock), clock);
        return store.createSchema().compose(_ -> waiting.createTables());
    }

    private Future<Void> ensureTopics() {
        return Topics.ensure(vertx, log, settings.replicationFactor());
    }

    private Future<Void> startRelay() {
        var appender = new KafkaEventAppender(vertx, log);
        keep(appender);
        return Future.succeededFuture(keep(Relay.start(vertx, pool, SCHEMA, appender)));
    }

    private Future<Void> startProjection() {
        return ProjectionRunner.start(vertx, log, pool, SCHEMA, new HoldsProjection())
                .map(this::keep);
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

    private synchronized Void keep(AutoCloseable part) {
        started.add(part);
        return null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var part : started.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warnf("did not close: part=%s cause=%s", part.getClass().getSimpleName(), e);
            }
        }
    }
}
