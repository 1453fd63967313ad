package dev.holdpoint.approval.webhook;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.DatabasePool;
import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.events.Vote;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real log and a real database, and instances that tell endpoints of what is in the log. */
final class WebhookLab implements AutoCloseable {
    static final Courier.Others NOBODY_ELSE = new Courier.Others(List.of());
    private static final Uuid7 IDS = new Uuid7(InstantSource.system());

    final TestDatabase database = TestInfrastructure.shared().newDatabase();
    final TestBroker broker = TestInfrastructure.shared().startBroker();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = DatabasePool.open(vertx, database, 5);
    private final KafkaEventAppender appender = EdgeLog.appender(vertx, broker.bootstrapServers());
    private final List<Webhooks> started = new ArrayList<>();
    private int schemas;

    WebhookLab() {
        get(Topics.ensure(vertx, settings(broker.bootstrapServers()), (short) 1));
    }

    static LogSettings settings(String bootstrapServers) {
        return new LogSettings(bootstrapServers, "webhooks-test", ofSeconds(10), Map.of());
    }

    /** A name for an outbox of its own. */
    String freshSchema() {
        return "outbox" + schemas++;
    }

    /** An instance that is up, with settings as {@link EndpointTest} writes them. */
    Webhooks start(String schema, Map<String, String> properties) {
        var endpoints = EndpointTest.endpoints(properties);
        var log = settings(broker.bootstrapServers());
        var webhooks = new Webhooks(vertx, pool, schema, log, endpoints, NOBODY_ELSE);
        started.add(webhooks);
        webhooks.start((short) 1);
        await("webhooks").atMost(ofSeconds(60)).until(webhooks::running);
        return webhooks;
    }

    WebhookDesk desk(String schema, Map<String, String> properties) {
        return new WebhookDesk(
                new Outbox(pool, schema), EndpointTest.endpoints(properties), NOBODY_ELSE);
    }

    List<DeadLetter> deadLetters(String schema) {
        return get(desk(schema, Map.of()).deadLetters("", Long.MAX_VALUE, 500));
    }

    /** What every instance does each minute. */
    void tidy(String schema, List<String> named) {
        get(new Outbox(pool, schema).tidy(named));
    }

    /** Ends every instance, as a test ends. */
    void stopAll() {
        started.forEach(Webhooks::close);
        started.clear();
    }

    static HoldId freshHold() {
        return new HoldId(IDS.next());
    }

    /** Places, has a vote and releases: three changes of a hold. */
    List<String> released(HoldId hold) {
        return List.of(append(1, placed(hold)), append(2, vote(hold)), append(3, release(hold)));
    }

    static HoldEvent placed(HoldId hold) {
        return Holds.placed(hold, Holds.AGENT, EdgeLog.terms(900));
    }

    static HoldEvent vote(HoldId hold) {
        return new VoteCast(hold, Holds.BOB.id(), List.of("dba"), Vote.APPROVE, "agreed");
    }

    static HoldEvent release(HoldId hold) {
        return new HoldReleased(hold, Instant.parse("2026-11-22T12:00:30Z"));
    }

    /** The event's id, once the log has it. */
    String append(long sequence, HoldEvent event) {
        return append(sequence, event.hold().value(), event);
    }

    /** The event's id, once the log has it. */
    String append(long sequence, String stream, HoldpointEvent event) {
        var id = IDS.next();
        var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        get(appender.append(Holds.envelope(id, stream, sequence, at, event)));
        return id;
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        stopAll();
        appender.close();
        get(vertx.close());
        broker.close();
    }
}
