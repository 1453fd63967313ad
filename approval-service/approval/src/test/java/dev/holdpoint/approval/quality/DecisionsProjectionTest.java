package dev.holdpoint.approval.quality;

import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsProjectionTest {
    @Test
    void a_hold_is_noted_with_its_rules_and_its_target() {
        var placed = Holds.placed(HOLD, Holds.AGENT, EdgeLog.terms(900));

        assertThat(only(placed).parameters())
                .isEqualTo(List.of("h-1", "payments", List.of("payments/writes-by-agents"), NOON));
    }

    @Test
    void an_outcome_is_noted_at_the_time_of_its_event_if_there_is_none_yet() {
        for (var end :
                List.of(
                        new HoldReleased(HOLD, NOON.plusSeconds(30)),
                        new HoldRefused(HOLD, BOB.id(), "no"),
                        new HoldExpired(HOLD),
                        new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "gone"))) {
            var name = end.getClass().getSimpleName().substring("Hold".length()).toLowerCase();

            assertThat(only(end).parameters()).isEqualTo(List.of("h-1", name, NOON));
            assertThat(only(end).sql()).contains("AND outcome = 'open'");
        }
    }

    @Test
    void what_was_turned_away_is_told_from_what_was_withdrawn() {
        var turned = new HoldWithdrawn(HOLD, RefusalCode.TOO_MANY_HOLDS, "too many");

        assertThat(only(turned).parameters()).isEqualTo(List.of("h-1", "turned_away", NOON));
    }

    @Test
    void what_one_person_released_is_told_apart() {
        var broken = new GlassBroken(HOLD, BOB.id(), List.of("on-call"), "it is down");

        assertThat(only(broken).parameters()).isEqualTo(List.of("h-1", "broken", NOON));
    }

    @Test
    void a_vote_takes_the_place_of_the_voters_former_one() {
        var vote = new VoteCast(HOLD, BOB.id(), List.of("dba"), Vote.APPROVE, "agreed", 2);

        var changes = changes(vote);

        assertThat(changes).hasSize(2);
        assertThat(changes.getFirst().parameters())
                .isEqualTo(List.of("h-1", "http://issuer", "bob"));
        assertThat(changes.get(1).parameters())
                .isEqualTo(List.of("h-1", 7L, "http://issuer", "bob", Vote.APPROVE, 2, NOON));
    }

    @Test
    void an_approval_that_is_taken_back_stands_no_more() {
        assertThat(only(new VoteRetracted(HOLD, BOB.id(), "wrong")).parameters())
                .isEqualTo(List.of("h-1", "http://issuer", "bob"));
    }

    @Test
    void the_last_judgement_takes_the_place_of_the_one_before() {
        var judged = only(new HoldJudged(HOLD, BOB.id(), Judgement.BAD, "in haste"));

        assertThat(judged.parameters()).isEqualTo(List.of("h-1", Judgement.BAD));
        assertThat(judged.sql()).doesNotContain("AND");
    }

    @Test
    void what_is_no_decision_changes_nothing() {
        for (var other :
                List.of(
                        new HoldReminded(HOLD),
                        new HoldEscalated(HOLD, List.of("leads")),
                        new HoldClaimed(HOLD, "edge-1", null, null))) {
            assertThat(changes(other)).isEmpty();
        }
    }

    private static Change only(HoldEvent event) {
        var changes = changes(event);
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private static List<Change> changes(HoldEvent event) {
        return new DecisionsProjection()
                .apply(
                        new Envelope<>(
                                new EventId("e-1"),
                                new StreamId(HOLD.value()),
                                7,
                                NOON,
                                Actor.service("approval-service"),
                                "approval-service",
                                null,
                                event));
    }
}
