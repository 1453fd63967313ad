package dev.holdpoint.approval.webhook;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.service.RunningParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Tells endpoints, and whoever else has a courier, of changes of holds: what fills the outbox, a
 * sender for each, and what keeps it tidy. Apart from the parts that decide about holds, which
 * never wait for it.
 */
final class Webhooks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long TIDY_MILLIS = 60_000;

    private final Vertx vertx;
    private final Pool pool;
    private final String schema;
    private final LogSettings log;
    private final Endpoints endpoints;
    private final Courier.Others others;
    private final Outbox outbox;
    private final RunningParts running;
    private final String instance = UUID.randomUUID().toString();
    private volatile boolean complete;

    Webhooks(
            Vertx vertx,
            Pool pool,
            String schema,
            LogSettings log,
            Endpoints endpoints,
            Courier.Others others) {
        this.vertx = vertx;
        this.pool = pool;
        this.schema = schema;
        this.log = log;
        this.endpoints = endpoints;
        this.others = others;
        this.outbox = new Outbox(pool, schema);
        this.running = new RunningParts(vertx, RETRY);
    }

    /** Endpoints first: what happens once they are registered is told to them. */
    void start(short replicationFactor) {
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                running.done("webhook endpoints", this::register)
                                        .compose(
                                                _ ->
                                                        running.done(
                                                                "topics",
                                                                () -> topics(replicationFactor)))
                                        .compose(
                                                _ ->
                                                        running.keep(
                                                                "webhook outbox",
                                                                this::fill,
                                                                ProjectionRunner::close))
                                        .onSuccess(_ -> send()));
    }

    boolean running() {
        return complete && !running.closed();
    }

    private Future<Void> register() {
        var done = outbox.createTables();
        for (var endpoint : endpoints.usable()) {
            done = done.compose(_ -> outbox.register(endpoint));
        }
        for (var other : others.couriers()) {
            done = done.compose(_ -> outbox.register(other.route()));
        }
        return done;
    }

    private Future<Void> topics(short replicationFactor) {
        return Topics.ensure(vertx, log, replicationFactor);
    }

    private Future<ProjectionRunner> fill() {
        return ProjectionRunner.start(vertx, log, pool, schema, new OutboxFill());
    }

    private void send() {
        tidy();
        long timer = vertx.setPeriodic(TIDY_MILLIS, _ -> tidy());
        keep("webhook care", () -> vertx.cancelTimer(timer));
        for (var endpoint : endpoints.usable()) {
            send(new WebhookClient(vertx, endpoint, InstantSource.system()));
        }
        others.couriers().forEach(this::send);
        complete = true;
    }

    private void send(Courier courier) {
        var name = courier.route().name();
        var deliveries = new Deliveries(outbox, name, instance);
        var sender = EndpointSender.start(vertx, courier, deliveries);
        keep("notices to " + name, sender::close);
    }

    private void keep(String part, Runnable end) {
        running.keep(part, () -> Future.succeededFuture(end), Runnable::run);
    }

    private void tidy() {
        var named = Stream.concat(endpoints.names().stream(), others.names().stream());
        outbox.tidy(named.toList())
                .onFailure(e -> LOG.log(WARNING, "outbox not tidied: cause={0}", e));
    }

    @Override
    public void close() {
        running.close();
    }
}
