package dev.holdpoint.audit.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.audit.recordings.RecordingsProjection;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionsTest {
    private static final SessionId SESSION = new SessionId("s");

    private static List<String> verbs(Projection projection, HoldpointEvent event) {
        var envelope =
                new Envelope<>(
                        new EventId("e"),
                        new StreamId("s"),
                        1,
                        Instant.EPOCH,
                        Actor.service("test"),
                        "test",
                        null,
                        event);
        return projection.apply(envelope).stream()
                .map(change -> change.sql().strip().split("\\s+", 4))
                .map(words -> words[0] + " " + (words[0].equals("UPDATE") ? words[1] : words[2]))
                .toList();
    }

    @Test
    void a_client_turned_away_is_a_session_too_even_without_a_principal() {
        var refused =
                new SessionRefused(
                        SESSION,
                        null,
                        "mallory",
                        null,
                        "postgres",
                        "edge-1",
                        "127.0.0.1:1",
                        RefusalCode.AUTHENTICATION_FAILED,
                        "no");
        assertThat(verbs(new SessionsProjection(), refused)).containsExactly("INSERT sessions");
        assertThat(verbs(new CommandsProjection(), refused)).isEmpty();
    }

    @Test
    void a_command_refused_before_any_decision_is_in_the_transcript() {
        var refused =
                new CommandRefused(SESSION, new CommandId("c"), RefusalCode.TOO_LARGE, "too large");
        assertThat(verbs(new CommandsProjection(), refused)).containsExactly("INSERT commands");
        assertThat(verbs(new SessionsProjection(), refused)).isEmpty();
    }

    @Test
    void what_a_client_was_shown_is_kept_apart_from_the_word_that_it_is_all() {
        var command = new CommandId("c");
        var digest = new Digest("sha256:" + "0".repeat(64));
        var chunk = new ResultChunk(SESSION, command, 1, null, digest, "postgresql-3", "QQ==");
        assertThat(verbs(new RecordingsProjection(), chunk))
                .containsExactly("INSERT result_chunks");
        assertThat(verbs(new CommandsProjection(), chunk)).isEmpty();

        var recorded = new ResultRecorded(SESSION, command, 1, 1, digest);
        assertThat(verbs(new CommandsProjection(), recorded)).containsExactly("UPDATE commands");
        assertThat(verbs(new RecordingsProjection(), recorded)).isEmpty();
    }

    @Test
    void a_reminder_and_an_escalation_are_told_of_the_hold() {
        var hold = new HoldId("h");
        assertThat(verbs(new CommandsProjection(), new HoldReminded(hold)))
                .containsExactly("UPDATE command_holds");
        assertThat(verbs(new CommandsProjection(), new HoldEscalated(hold, List.of("leads"))))
                .containsExactly("UPDATE command_holds");
    }

    @Test
    void a_holds_end_changes_only_the_holds_own_row() {
        assertThat(verbs(new CommandsProjection(), new HoldExpired(new HoldId("h"))))
                .containsExactly("UPDATE command_holds");
    }
}
