package dev.holdpoint.eventlog.store;

import static dev.holdpoint.eventlog.LogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogFixture;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {
    private static final String SCHEMA = "approval";
    private static final String KILL_LEADER =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'relay' AND pid IN
                (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
            """;

    private final Vertx vertx = Vertx.vertx();
    private final TestBroker broker = TestInfrastructure.shared().startBroker();
    private final TestDatabase database = TestInfrastructure.shared().newDatabase();
    private final Pool pool = LogFixture.pool(vertx, database);
    private final LogSettings settings = LogFixture.settings(broker.bootstrapServers());
    private final List<LoggedEvent> seen = new CopyOnWriteArrayList<>();
    private final EventStore store =
            new EventStore(
                    pool,
                    SCHEMA,
                    "approval-service",
                    new Uuid7(InstantSource.system()),
                    InstantSource.system());
    private KafkaEventAppender appender;
    private EventTail tail;

    @BeforeEach
    void start() {
        get(store.createSchema());
        get(Topics.ensure(vertx, settings, (short) 1));
        appender = new KafkaEventAppender(vertx, settings);
        tail =
                get(
                        EventTail.fromEnd(
                                vertx,
                                settings,
                                Set.of(EventFamily.APPROVALS),
                                event -> {
                                    seen.add(event);
                                    return Future.succeededFuture();
                                }));
    }

    @AfterEach
    void stop() {
        get(tail.stop());
        appender.close();
        get(vertx.close());
        broker.close();
    }

    @Test
    void the_store_is_published_with_its_ids_and_order() {
        appendStreams(0, 20);
        var relay = Relay.start(vertx, pool, SCHEMA, appender);
        appendStreams(20, 40);

        await().untilAsserted(() -> assertThat(seen).hasSize(40));
        var published = seen.stream().<Envelope<?>>map(LoggedEvent::envelope).toList();
        assertThat(published).containsExactlyInAnyOrderElementsOf(stored());
        assertThatNothingIsLost(40);
        get(relay.stop());
    }

    @Test
    void of_two_relays_one_leads_and_the_other_takes_over_when_its_connection_dies() {
        var relays =
                Stream.of(1, 2)
                        .map(
                                _ ->
                                        Relay.start(
                                                vertx,
                                                LogFixture.options(database)
                                                        .addProperty("application_name", "relay"),
                                                SCHEMA,
                                                appender))
                        .toList();
        await().until(() -> leaders(relays) == 1);

        for (int round = 0; round < 4; round++) {
            var appends = appendAsync(round * 50, round * 50 + 50);
            database.execute(KILL_LEADER);
            appends.forEach(LogFixture::get);
            assertThat(leaders(relays)).isLessThanOrEqualTo(1);
        }

        await().untilAsserted(() -> assertThatNothingIsLost(200));
        await().until(() -> leaders(relays) == 1);
        relays.forEach(relay -> get(relay.stop()));
        assertThat(leaders(relays)).isZero();
    }

    private static long leaders(List<Relay> relays) {
        return relays.stream().filter(Relay::leading).count();
    }

    private void appendStreams(int from, int to) {
        appendAsync(from, to).forEach(LogFixture::get);
    }

    private List<Future<?>> appendAsync(int from, int to) {
        return IntStream.range(from, to)
                .<Future<?>>mapToObj(
                        n ->
                                store.append(
                                        new StreamId("h-" + n),
                                        0,
                                        Actor.service("approval-service"),
                                        null,
                                        List.of(new HoldExpired(HoldFixture.HOLD))))
                .toList();
    }

    private List<Envelope<?>> stored() {
        var all = new ArrayList<Envelope<?>>();
        get(
                store.replay(
                        0,
                        (_, envelope) -> {
                            all.add(envelope);
                            return Future.succeededFuture();
                        }));
        return all;
    }

    /** What a reader keeps: per partition, only what is above the highest store sequence seen. */
    private void assertThatNothingIsLost(int count) {
        var highest = new HashMap<Integer, Long>();
        var kept = new ArrayList<Long>();
        for (var event : seen) {
            int partition = event.position().partition();
            if (event.storeSequence() > highest.getOrDefault(partition, 0L)) {
                highest.put(partition, event.storeSequence());
                kept.add(event.storeSequence());
            }
        }
        assertThat(kept)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }
}
