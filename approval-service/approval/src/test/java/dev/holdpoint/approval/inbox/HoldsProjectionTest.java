package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldsProjectionTest {
    private static final HoldPlaced PLACED = Holds.placed(HOLD, Holds.AGENT, EdgeLog.terms(900));
    private static final VoteCast VOTE =
            new VoteCast(HOLD, BOB.id(), List.of("dba"), Vote.APPROVE, "line\nbreak \u2028 there");
    private static final VoteRetracted RETRACTED = new VoteRetracted(HOLD, BOB.id(), "no");
    private static final HoldReleased RELEASED = new HoldReleased(HOLD, NOON.plusSeconds(30));

    @Test
    void a_history_reads_back_to_what_the_decider_knows() {
        for (var last :
                List.of(
                        new HoldClaimed(HOLD, "edge-1", null, null),
                        new HoldExpired(HOLD),
                        new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "gone"),
                        new HoldRefused(HOLD, BEA.id(), "no"))) {
            var events = List.of(PLACED, VOTE, RETRACTED, VOTE, RELEASED, last);
            var decider = new HoldDecider();
            var state = decider.initial();
            var history = new StringBuilder();
            for (var event : events) {
                state = decider.evolve(state, event);
                history.append(HoldHistory.line(event));
            }

            assertThat(HoldHistory.state(history.toString())).isEqualTo(state);
        }
    }

    @Test
    void a_broken_glass_reads_back_and_its_review_is_open_until_somebody_judges() {
        var broken = new GlassBroken(HOLD, BOB.id(), List.of("on-call"), "it is down");
        var judged = new HoldJudged(HOLD, BEA.id(), Judgement.GOOD, "it was");
        var decider = new HoldDecider();
        var state = decider.initial();
        var history = new StringBuilder();
        for (var event : List.of(PLACED, broken, RELEASED, judged)) {
            state = decider.evolve(state, event);
            history.append(HoldHistory.line(event));
        }

        assertThat(HoldHistory.state(history.toString())).isEqualTo(state);
        assertThat(all(broken).getLast().parameters()).contains("open");
        assertThat(all(judged).getLast().parameters())
                .isEqualTo(List.of(HOLD.value(), "closed", "open"));
    }

    @Test
    void a_hold_is_due_at_its_expiry_then_at_its_claim_limit_then_never() {
        assertThat(only(PLACED).get(5)).isEqualTo(PLACED.expiresAt());
        assertThat(only(RELEASED).subList(1, 3))
                .isEqualTo(List.of("released", NOON.plusSeconds(30)));
        assertThat(only(new HoldClaimed(HOLD, "edge-1", null, null)).get(2)).isNull();
    }

    private static List<?> only(HoldEvent event) {
        return all(event).getFirst().parameters();
    }

    private static List<Change> all(HoldEvent event) {
        return new HoldsProjection().apply(Holds.envelope("e-1", 1, NOON, event));
    }
}
