package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.DelegationsProjection;
import dev.holdpoint.approval.inbox.ExpiryClock;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.HoldIntake;
import dev.holdpoint.approval.inbox.HoldsProjection;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.PersonLimit;
import dev.holdpoint.approval.inbox.Tickets;
import dev.holdpoint.approval.inbox.WaitingCommands;
import dev.holdpoint.approval.quality.DecisionsProjection;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.approval.request.AccessInbox;
import dev.holdpoint.approval.request.AccessProjection;
import dev.holdpoint.approval.request.OpenRequests;
import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.GroupPositions;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.service.RunningParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The running parts of one instance, started in this order: store, relay, read models, intake,
 * expiry. Each start is repeated until it works.
 */
public final class ApprovalParts implements AutoCloseable {
    public static final String SCHEMA = "approval";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final HoldDesk desk;
    private final AccessDesk access;
    private final Memberships memberships;
    private final ApprovalSettings settings;
    private final LogSettings log;
    private final InstantSource clock = InstantSource.system();
    private final RunningParts running;
    private volatile boolean complete;

    ApprovalParts(
            Vertx vertx,
            Pool pool,
            HoldDesk desk,
            AccessDesk access,
            Memberships memberships,
            ApprovalSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.desk = desk;
        this.access = access;
        this.memberships = memberships;
        this.settings = settings;
        this.log = settings.log();
        this.running = new RunningParts(vertx, RETRY);
    }

    void start() {
        vertx.getOrCreateContext().runOnContext(_ -> startAll());
    }

    private void startAll() {
        var waiting = new WaitingCommands(pool, SCHEMA);
        var tickets = new Tickets(pool, SCHEMA);
        var positions = new GroupPositions(pool, SCHEMA, "intake_positions");
        var intake = new HoldIntake(desk, waiting, tickets, positions, settings.openLimits());
        running.done("store", () -> createTables(waiting, tickets, positions))
                .compose(_ -> running.done("topics", this::ensureTopics))
                .compose(_ -> running.keep("appender", this::appender, KafkaEventAppender::close))
                .compose(appender -> running.keep("relay", () -> relay(appender), Relay::close))
                .compose(_ -> readModel("read model", new HoldsProjection()))
                .compose(_ -> readModel("decisions", new DecisionsProjection()))
                .compose(_ -> readModel("delegations", new DelegationsProjection()))
                .compose(_ -> readModel("access requests", new AccessProjection()))
                .compose(
                        _ ->
                                running.keep(
                                        "intake",
                                        () -> intake.start(vertx, log),
                                        GroupReader::close))
                .compose(_ -> expiry("expiry", ExpiryClock.Due.holds(SCHEMA, desk)))
                .compose(_ -> expiry("expiry of access", AccessInbox.due(SCHEMA, access)))
                .onSuccess(_ -> complete = true);
    }

    boolean running() {
        return complete && !running.closed();
    }

    private Future<Void> createTables(
            WaitingCommands waiting, Tickets tickets, GroupPositions positions) {
        var store = new EventStore(pool, SCHEMA, "approval-service", new Uuid7(clock), clock);
        return store.createSchema()
                .compose(_ -> waiting.createTables())
                .compose(_ -> tickets.createTables())
                .compose(_ -> positions.createTable())
                .compose(_ -> new OpenRequests(pool, SCHEMA).createTable())
                .compose(_ -> memberships.createTables())
                .compose(_ -> PersonLimit.createTables(pool, SCHEMA));
    }

    private Future<Void> ensureTopics() {
        return Topics.ensure(vertx, log, settings.replicationFactor());
    }

    private Future<KafkaEventAppender> appender() {
        return Future.succeededFuture(new KafkaEventAppender(vertx, log));
    }

    private Future<Relay> relay(KafkaEventAppender appender) {
        return Future.succeededFuture(Relay.start(vertx, pool, SCHEMA, appender));
    }

    private Future<ProjectionRunner> readModel(String part, Projection projection) {
        return running.keep(
                part,
                () -> ProjectionRunner.start(vertx, log, pool, SCHEMA, projection),
                ProjectionRunner::close);
    }

    private Future<ExpiryClock> expiry(String part, ExpiryClock.Due due) {
        return running.keep(
                part,
                () -> Future.succeededFuture(ExpiryClock.start(vertx, pool, due, clock)),
                ExpiryClock::close);
    }

    @Override
    public void close() {
        running.close();
    }
}
