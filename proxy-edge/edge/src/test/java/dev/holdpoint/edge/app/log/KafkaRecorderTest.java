package dev.holdpoint.edge.app.log;

import static dev.holdpoint.edge.app.log.Sample.allow;
import static dev.holdpoint.edge.app.log.Sample.closed;
import static dev.holdpoint.edge.app.log.Sample.completed;
import static dev.holdpoint.edge.app.log.Sample.decided;
import static dev.holdpoint.edge.app.log.Sample.deny;
import static dev.holdpoint.edge.app.log.Sample.hold;
import static dev.holdpoint.edge.app.log.Sample.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.testkit.FixedIds;
import dev.holdpoint.testkit.TickingClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaRecorderTest {
    private static final SessionId SESSION = new SessionId("s-1");
    private static final LogPartition PARTITION = new LogPartition("holdpoint.sessions", 3);
    private static final Duration GIVEN_UP = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-21T06:00:00Z"));
    private final ScriptedLog log = new ScriptedLog();
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final OpenStreams streams =
            new OpenStreams(new Stamp(new FixedIds("e"), clock, "proxy-edge/edge-1"), log, log);
    private final KafkaRecorder recorder = new KafkaRecorder(vertx, streams, held::get);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void givenUp(Future<Void> recorded) {
        await().atMost(GIVEN_UP).until(recorded::isComplete);
        assertThat(recorded.cause()).isInstanceOf(RecordingFailed.class);
    }

    @Test
    void a_session_is_numbered_from_one_without_gaps() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).succeeded()).isTrue();
        var outcome = recorder.completed(completed(SESSION, "c-1"));
        assertThat(recorder.decided(decided(SESSION, "c-2", deny())).succeeded()).isTrue();
        assertThat(outcome.succeeded()).isTrue();
        assertThat(recorder.closed(closed(SESSION)).succeeded()).isTrue();

        assertThat(log.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.handedOver)
                .allSatisfy(
                        envelope -> {
                            assertThat(envelope.stream().value()).isEqualTo("s-1");
                            assertThat(envelope.source()).isEqualTo("proxy-edge/edge-1");
                            assertThat(envelope.actor().subject()).isEqualTo("alice");
                        });
    }

    @Test
    void an_outcome_leaves_with_the_next_event_or_when_asked_for_or_soon() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-3", allow())).succeeded()).isTrue();
        log.stop();

        var first = recorder.completed(completed(SESSION, "c-1"));
        assertThat(log.sequences()).as("kept back").containsExactly(1L, 2L, 3L);
        var intent = recorder.decided(decided(SESSION, "c-2", allow()));
        assertThat(log.sequences()).as("both under way").containsExactly(1L, 2L, 3L, 4L, 5L);
        var second = recorder.completed(completed(SESSION, "c-2"));
        recorder.flush(SESSION);
        assertThat(log.sequences()).hasSize(6);
        var third = recorder.completed(completed(SESSION, "c-3"));
        await().untilAsserted(() -> assertThat(log.sequences()).hasSize(7));

        assertThat(List.of(first, intent, second, third)).noneMatch(Future::isComplete);
        log.resume();
        assertThat(List.of(first, intent, second, third)).allMatch(Future::succeeded);
    }

    @Test
    void an_intent_the_log_does_not_take_in_three_seconds_is_given_up_and_ends_not_sent() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();
        givenUp(recorder.decided(decided(SESSION, "c-1", allow())));
        assertThat(log.sequences()).containsExactly(1L, 2L);

        log.resume();

        assertThat(log.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(log.events().getLast())
                .isInstanceOfSatisfying(
                        CommandCompleted.class,
                        end -> assertThat(end.outcome()).isEqualTo(Outcome.NOT_SENT));
        assertThat(recorder.completed(completed(SESSION, "c-1")).succeeded()).isTrue();
        assertThat(log.sequences()).as("ended only once").containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_closes_a_stream_waits_for_what_is_under_way() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();
        var intent = recorder.decided(decided(SESSION, "c-1", deny()));
        var end = recorder.closed(closed(SESSION));

        assertThat(log.sequences()).as("nothing behind the intent").containsExactly(1L, 2L);
        log.resume();

        assertThat(intent.succeeded()).isTrue();
        assertThat(end.succeeded()).isTrue();
        assertThat(log.sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void nothing_follows_an_event_that_could_not_even_be_handed_over() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.exhausted(true);
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).failed()).isTrue();
        log.exhausted(false);

        assertThat(recorder.decided(decided(SESSION, "c-2", allow())).failed()).isTrue();
        assertThat(recorder.closed(closed(SESSION)).failed()).isTrue();
        assertThat(log.sequences()).containsExactly(1L);
    }

    @Test
    void a_hold_the_log_does_not_take_in_time_is_refused_in_the_log() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();
        givenUp(recorder.decided(decided(SESSION, "c-1", hold())));
        log.resume();

        assertThat(log.events().getLast())
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        end -> assertThat(end.code()).isEqualTo(RefusalCode.LOG_UNAVAILABLE));
    }

    @Test
    void an_opening_given_up_is_closed_in_the_log_behind_it() {
        var opening = opened(SESSION, "edge-1/i-1");
        log.stop();
        givenUp(recorder.opened(opening));
        assertThat(log.sequences()).as("nothing behind the opening").containsExactly(1L);
        log.resume();

        assertThat(log.events())
                .containsExactly(
                        opening, new SessionClosed(SESSION, SessionEnd.LOG_UNAVAILABLE, 0));
        assertThat(log.sequences()).containsExactly(1L, 2L);
        assertThat(streams.find(SESSION)).isEmpty();
    }

    @Test
    void an_opening_that_never_lands_is_not_closed_either() {
        log.stop();
        var opening = recorder.opened(opened(SESSION, "edge-1/i-1"));
        log.failAll();
        log.resume();

        assertThat(opening.cause()).isInstanceOf(RecordingFailed.class);
        assertThat(log.sequences()).containsExactly(1L);
        clock.advance(Duration.ofSeconds(11));
        assertThat(streams.abandoned()).containsExactly(SESSION);
    }

    @Test
    void nothing_follows_an_event_that_never_landed() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();
        var intent = recorder.decided(decided(SESSION, "c-1", allow()));
        log.failAll();
        log.resume();

        assertThat(intent.cause()).isInstanceOf(RecordingFailed.class);
        assertThat(recorder.closed(closed(SESSION)).cause()).isInstanceOf(RecordingFailed.class);
        assertThat(log.sequences()).containsExactly(1L, 2L);
        assertThat(streams.abandoned()).as("may still land").isEmpty();
        clock.advance(Duration.ofSeconds(11));
        assertThat(streams.abandoned()).containsExactly(SESSION);
    }

    @Test
    void intents_left_open_at_the_end_of_a_session_end_unknown_and_holds_withdrawn() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-2", hold())).succeeded()).isTrue();
        assertThat(recorder.closed(closed(SESSION)).succeeded()).isTrue();

        assertThat(log.events().subList(3, 5))
                .containsExactly(
                        new CommandCompleted(
                                SESSION, new CommandId("c-1"), Outcome.UNKNOWN, 0, List.of(), null),
                        new CommandRefused(
                                SESSION,
                                new CommandId("c-2"),
                                RefusalCode.HOLD_WITHDRAWN,
                                "The session ended"));
    }

    @Test
    void a_command_has_one_outcome_whatever_is_filed_of_it() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-2", deny())).succeeded()).isTrue();
        for (int i = 0; i < 2; i++) {
            var outcome = recorder.completed(completed(SESSION, "c-1"));
            recorder.flush(SESSION);
            assertThat(outcome.succeeded()).isTrue();
            assertThat(recorder.commandRefused(refused("c-2")).succeeded()).isTrue();
        }

        assertThat(log.events().subList(3, log.events().size()))
                .containsExactly(completed(SESSION, "c-1"), refused("c-2"));
    }

    @Test
    void an_outcome_that_comes_while_its_session_is_closed_is_none_any_more() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-1", allow())).succeeded()).isTrue();
        assertThat(recorder.decided(decided(SESSION, "c-2", hold())).succeeded()).isTrue();
        log.stop();
        var closed = recorder.closed(closed(SESSION));

        var outcome = recorder.completed(completed(SESSION, "c-1"));
        var refusal = recorder.commandRefused(refused("c-2"));
        log.resume();

        assertThat(List.of(closed, outcome, refusal)).allMatch(Future::succeeded);
        assertThat(log.events().subList(3, log.events().size()))
                .hasSize(3)
                .endsWith(closed(SESSION));
    }

    @Test
    void nothing_is_decided_for_a_session_that_is_being_closed() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();
        var closed = recorder.closed(closed(SESSION));

        var intent = recorder.decided(decided(SESSION, "c-1", allow()));
        log.resume();

        assertThat(closed.succeeded()).isTrue();
        assertThat(intent.cause()).isInstanceOf(RecordingFailed.class);
        assertThat(log.events()).last().isEqualTo(closed(SESSION));
    }

    private static CommandRefused refused(String command) {
        return new CommandRefused(SESSION, new CommandId(command), RefusalCode.POLICY_DENIED, "no");
    }

    @Test
    void without_its_lease_an_edge_writes_no_intent() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        held.set(false);

        assertThat(recorder.decided(decided(SESSION, "c-1", deny())).cause())
                .isInstanceOf(RecordingFailed.class);
        assertThat(log.sequences()).containsExactly(1L);
    }

    @Test
    void reading_starts_at_the_oldest_open_session() {
        var second = new SessionId("s-2");
        streams.startAt(Map.of(PARTITION, 90L));
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(recorder.opened(opened(second, "edge-1/i-1")).succeeded()).isTrue();
        assertThat(streams.lowWater()).isEqualTo(Map.of(PARTITION, 100L));

        assertThat(recorder.closed(closed(SESSION)).succeeded()).isTrue();
        assertThat(streams.lowWater()).isEqualTo(Map.of(PARTITION, 101L));

        assertThat(recorder.closed(closed(second)).succeeded()).isTrue();
        assertThat(streams.lowWater()).isEqualTo(Map.of(PARTITION, 104L));
    }

    @Test
    void reading_does_not_move_on_while_an_opening_is_on_its_way() {
        streams.startAt(Map.of(PARTITION, 90L));
        log.stop();
        var opening = recorder.opened(opened(SESSION, "edge-1/i-1"));

        assertThat(streams.lowWater()).isEqualTo(Map.of(PARTITION, 90L));
        log.resume();
        assertThat(opening.succeeded()).isTrue();
        assertThat(streams.lowWater()).isEqualTo(Map.of(PARTITION, 100L));
    }

    @Test
    void what_clients_are_shown_is_numbered_apart_and_those_who_add_to_too_much_wait() {
        assertThat(recorder.opened(opened(SESSION, "edge-1/i-1")).succeeded()).isTrue();
        log.stop();

        var first = recorder.shown(chunk("x".repeat(8 << 20)));
        assertThat(recorder.isBehind()).isFalse();
        var second = recorder.shown(chunk("x"));
        assertThat(recorder.isBehind()).isTrue();
        assertThat(log.sequences()).containsExactly(1L, 1L, 2L);

        log.resume();
        assertThat(List.of(first, second)).allMatch(Future::succeeded);
        assertThat(recorder.isBehind()).isFalse();
        assertThat(recorder.closed(closed(SESSION)).succeeded()).isTrue();
        assertThat(recorder.shown(chunk("x")).failed()).as("of a session that is over").isTrue();
    }

    private static ResultChunk chunk(String data) {
        var digest = new Digest("sha256:" + "0".repeat(64));
        return new ResultChunk(
                SESSION, new CommandId("c-1"), 1, null, digest, "postgresql-3", data);
    }
}
