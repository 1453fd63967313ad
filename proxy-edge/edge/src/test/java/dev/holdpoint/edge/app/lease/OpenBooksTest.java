package dev.holdpoint.edge.app.lease;

import static dev.holdpoint.edge.app.log.Sample.allow;
import static dev.holdpoint.edge.app.log.Sample.closed;
import static dev.holdpoint.edge.app.log.Sample.completed;
import static dev.holdpoint.edge.app.log.Sample.decided;
import static dev.holdpoint.edge.app.log.Sample.deny;
import static dev.holdpoint.edge.app.log.Sample.hold;
import static dev.holdpoint.edge.app.log.Sample.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenBooksTest {
    private static final SessionId SESSION = new SessionId("s-1");
    private static final SessionId OTHER = new SessionId("s-2");

    private final OpenBooks books = new OpenBooks(opened -> opened.edge().equals("edge-1/i-1"));
    private final Map<SessionId, Long> last = new HashMap<>();

    private void given(SessionId session, HoldpointEvent... events) {
        for (var event : events) {
            long sequence = last.merge(session, 1L, Long::sum);
            books.apply(
                    new Envelope<>(
                            new EventId("e-" + sequence),
                            new StreamId(session.value()),
                            sequence,
                            Instant.EPOCH,
                            Actor.of(Sample.ALICE.id()),
                            "proxy-edge/edge-1",
                            null,
                            event));
        }
    }

    private List<HoldpointEvent> closing() {
        assertThat(books.open()).hasSize(1);
        return books.open().iterator().next().closing(SessionEnd.EDGE_LOST);
    }

    @Test
    void an_open_intent_ends_unknown_and_the_session_with_it() {
        given(SESSION, opened(SESSION, "edge-1/i-1"), decided(SESSION, "c-1", allow()));

        assertThat(closing())
                .containsExactly(
                        new CommandCompleted(
                                SESSION, new CommandId("c-1"), Outcome.UNKNOWN, 0, List.of(), null),
                        new SessionClosed(SESSION, SessionEnd.EDGE_LOST, 1));
        assertThat(books.open().iterator().next().last()).isEqualTo(2);
    }

    @Test
    void a_held_command_is_withdrawn() {
        given(SESSION, opened(SESSION, "edge-1/i-1"), decided(SESSION, "c-1", hold()));

        assertThat(closing().getFirst())
                .isInstanceOfSatisfying(
                        CommandRefused.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(RefusalCode.HOLD_WITHDRAWN));
    }

    @Test
    void a_released_hold_that_was_forwarded_ends_unknown() {
        given(
                SESSION,
                opened(SESSION, "edge-1/i-1"),
                decided(SESSION, "c-1", hold()),
                decided(SESSION, "c-1", allow()));

        assertThat(closing().getFirst()).isInstanceOf(CommandCompleted.class);
        assertThat(closing().getLast())
                .isEqualTo(new SessionClosed(SESSION, SessionEnd.EDGE_LOST, 1));
    }

    @Test
    void commands_that_ended_are_left_alone() {
        given(
                SESSION,
                opened(SESSION, "edge-1/i-1"),
                decided(SESSION, "c-1", allow()),
                completed(SESSION, "c-1"),
                decided(SESSION, "c-2", deny()));

        assertThat(closing()).containsExactly(new SessionClosed(SESSION, SessionEnd.EDGE_LOST, 2));
    }

    @Test
    void closed_sessions_and_those_of_other_runs_are_not_touched() {
        given(SESSION, opened(SESSION, "edge-1/i-1"), closed(SESSION));
        given(OTHER, opened(OTHER, "edge-1/i-2"), decided(OTHER, "c-9", allow()));

        assertThat(books.open()).isEmpty();
    }
}
