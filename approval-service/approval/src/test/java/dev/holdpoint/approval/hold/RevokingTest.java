package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Revoke;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.Vote;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** AP-17: what an account approved that was taken over. */
class RevokingTest {
    private static final Revoke BOBS = new Revoke(Set.of(BOB.id()), "laptop stolen");

    @Test
    void an_open_hold_waits_on_without_the_vote_and_keeps_those_of_others() {
        given(placed(terms(dba(3))), approved(BEA, "dba"), approved(BOB, "dba"))
                .when(BOBS)
                .then(new VoteRetracted(HOLD, BOB.id(), "laptop stolen"));
        given(placed(terms(dba(3))), approved(BEA, "dba")).when(BOBS).thenNothing();
    }

    @Test
    void what_was_approved_in_their_place_is_taken_back_too() {
        var erin = person("erin");
        var inPlace =
                new VoteCast(
                        HOLD,
                        erin.id(),
                        List.of("dba"),
                        Vote.APPROVE,
                        "agreed",
                        null,
                        new InPlaceOf(BOB.id(), new DelegationId("d-1")));

        given(placed(terms(dba(2))), inPlace)
                .when(BOBS)
                .then(new VoteRetracted(HOLD, erin.id(), "laptop stolen"));
    }

    @Test
    void what_was_taken_back_is_approved_again_only_by_who_looks_again() {
        given(
                        placed(terms(dba(2))),
                        approved(BOB, "dba"),
                        new VoteRetracted(HOLD, BOB.id(), "laptop stolen"))
                .when(new Approve(BOB, "agreed", NOON.plusSeconds(60)))
                .thenFails(BallotChanged.class);
    }

    @Test
    void a_released_hold_is_withdrawn_also_one_whose_glass_they_broke() {
        var withdrawn =
                new HoldWithdrawn(
                        HOLD,
                        RefusalCode.HOLD_WITHDRAWN,
                        "the approval of bob was taken back: laptop stolen");
        var broken = new GlassBroken(HOLD, BOB.id(), List.of("on-call"), "it is down");

        given(placed(), approved(BOB, "dba"), released()).when(BOBS).then(withdrawn);
        given(placed(), approved(BEA, "dba"), broken, released()).when(BOBS).then(withdrawn);
        given(placed(), approved(BEA, "dba"), released()).when(BOBS).thenNothing();
    }

    @Test
    void what_has_run_or_is_over_stays() {
        var claimed = new HoldClaimed(HOLD, "edge-1", Holds.SESSION, Holds.COMMAND);

        given(placed(), approved(BOB, "dba"), released(), claimed).when(BOBS).thenNothing();
        given(placed(terms(dba(2))), approved(BOB, "dba"), new HoldExpired(HOLD))
                .when(BOBS)
                .thenNothing();
        given().when(BOBS).thenNothing();
    }
}
