package dev.holdpoint.eventlog.store;

import static dev.holdpoint.eventlog.LogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogFixture;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.LedgerEvent.LedgerGapFound;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.testkit.FixedIds;
import dev.holdpoint.testkit.TestInfrastructure;
import dev.holdpoint.testkit.TickingClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStoreIT {
    private static final StreamId STREAM = new StreamId("h-1");
    private static final Actor BOB = new Actor("bob", "http://issuer");

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = LogFixture.pool(vertx, TestInfrastructure.shared().newDatabase());
    private final EventStore store = store("e");

    private EventStore store(String prefix) {
        return new EventStore(
                pool,
                "approval",
                "approval-service",
                new FixedIds(prefix),
                new TickingClock(Instant.parse("2026-11-21T12:00:00.123456789Z")));
    }

    @BeforeEach
    void create() {
        get(store.createSchema());
        get(store.createSchema());
    }

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    @Test
    void a_stream_loads_as_it_was_appended() {
        var events = List.of(new HoldExpired(HoldFixture.HOLD), new HoldExpired(HoldFixture.HOLD));

        var appended = get(store.append(STREAM, 0, BOB, "00-trace", events));

        assertThat(get(store.load(STREAM))).isEqualTo(appended);
        assertThat(appended).extracting(Envelope::sequence).isEqualTo(List.of(1L, 2L));
        assertThat(appended).extracting(Envelope::event).isEqualTo(events);
        assertThat(appended.getFirst().actor()).isEqualTo(BOB);
        assertThat(get(store.load(new StreamId("other")))).isEmpty();
    }

    @Test
    void an_append_at_an_old_or_future_version_fails_and_leaves_nothing() {
        var event = List.of(new HoldExpired(HoldFixture.HOLD));
        get(store.append(STREAM, 0, BOB, null, event));

        for (long version : List.of(0L, 2L)) {
            assertThatThrownBy(() -> get(store.append(STREAM, version, BOB, null, event)))
                    .isInstanceOf(ConcurrentAppend.class);
        }
        assertThat(get(store.load(STREAM))).hasSize(1);
    }

    @Test
    void what_the_log_would_not_take_is_not_stored_either() {
        var small = new HoldWithdrawn(HoldFixture.HOLD, RefusalCode.HOLD_WITHDRAWN, "x");
        var large =
                new HoldWithdrawn(
                        HoldFixture.HOLD,
                        RefusalCode.HOLD_WITHDRAWN,
                        "x".repeat(KafkaEventAppender.MAX_EVENT_BYTES));

        assertThatThrownBy(() -> get(store.append(STREAM, 0, BOB, null, List.of(small, large))))
                .isInstanceOf(EventTooLarge.class);

        assertThat(get(store.load(STREAM))).isEmpty();
        assertThat(get(store.append(STREAM, 0, BOB, null, List.of(small)))).hasSize(1);
    }

    @Test
    void what_is_written_alongside_stands_and_falls_with_the_events() {
        get(pool.query("CREATE TABLE approval.beside (n int PRIMARY KEY)").execute());
        Alongside once =
                (connection, events) ->
                        connection
                                .query("INSERT INTO approval.beside VALUES (" + events.size() + ")")
                                .execute()
                                .mapEmpty();
        var event = List.of(new HoldExpired(HoldFixture.HOLD));

        get(store.append(STREAM, 0, BOB, null, event, once));
        assertThatThrownBy(() -> get(store.append(STREAM, 1, BOB, null, event, once)))
                .isInstanceOf(PgException.class);

        assertThat(get(store.load(STREAM))).hasSize(1);
        assertThat(get(pool.query("SELECT n FROM approval.beside").execute()).size()).isOne();
    }

    @Test
    void several_streams_are_appended_to_together_or_not_at_all() {
        var event = List.of(new HoldExpired(HoldFixture.HOLD));
        get(store.append(new StreamId("x/1"), 0, BOB, null, event));
        var both =
                List.of(
                        new Addition(new StreamId("x/1"), event),
                        new Addition(new StreamId("x/2"), event));

        get(store.append(new StreamId("y/1"), 0, BOB, null, event));
        get(store.appendTogether("x/", 1, BOB, "00-trace", both));
        assertThatThrownBy(() -> get(store.appendTogether("x/", 2, BOB, null, both)))
                .isInstanceOf(ConcurrentAppend.class);

        assertThat(get(store.load(new StreamId("x/1"))))
                .extracting(Envelope::sequence)
                .isEqualTo(List.of(1L, 2L));
        assertThat(get(store.load(new StreamId("x/2"))))
                .singleElement()
                .satisfies(one -> assertThat(one.traceparent()).isEqualTo("00-trace"));
    }

    @Test
    void of_racing_writers_one_wins_and_the_others_decide_again() {
        var deciding = new Deciding<>(store, new HoldFixture(), HoldEvent.class);
        var other = new Deciding<>(store("f"), new HoldFixture(), HoldEvent.class);

        var races =
                IntStream.range(0, 8)
                        .mapToObj(
                                n ->
                                        (n % 2 == 0 ? deciding : other)
                                                .run(STREAM, BOB, null, "e" + n))
                        .toList();
        var decided = races.stream().map(LogFixture::get).toList();

        assertThat(decided).filteredOn(result -> !result.events().isEmpty()).hasSize(1);
        assertThat(decided).allMatch(result -> result.state() && result.version() == 2);
        assertThat(get(store.load(STREAM))).hasSize(2);
    }

    @Test
    void the_stores_order_has_no_gaps_and_replays_from_anywhere() {
        var event = List.of(new HoldExpired(HoldFixture.HOLD));
        var appends =
                IntStream.range(0, 1200)
                        .mapToObj(n -> store.append(new StreamId("h-" + n), 0, BOB, null, event))
                        .toList();
        appends.forEach(LogFixture::get);

        assertThat(replayed(0)).isEqualTo(LongStream.rangeClosed(1, 1200).boxed().toList());
        assertThat(replayed(1199)).containsExactly(1200L);
        assertThat(pagesUntil(1)).isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(pagesUntil(501)).isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
    }

    /** What is read by somebody who has had enough with the page that has this event. */
    private List<Long> pagesUntil(long last) {
        var seen = new ArrayList<Long>();
        get(
                store.pages(
                        0,
                        page -> {
                            page.forEach(event -> seen.add(event.storeSequence()));
                            return Future.succeededFuture(!seen.contains(last));
                        }));
        return seen;
    }

    private List<Long> replayed(long after) {
        var seen = new ArrayList<Long>();
        get(
                store.replay(
                        after,
                        (sequence, _) -> {
                            seen.add(sequence);
                            return Future.succeededFuture();
                        }));
        return seen;
    }

    @Test
    void another_services_events_are_refused() {
        var foreign = List.of(new LedgerGapFound("log", "s", 1, 2));

        assertThatThrownBy(() -> get(store.append(STREAM, 0, BOB, null, foreign)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audit-service");
    }
}
