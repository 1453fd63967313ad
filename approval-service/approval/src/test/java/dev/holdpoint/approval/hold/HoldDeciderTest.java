package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.denied;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.TurnAway;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldDeciderTest {
    private static final Withdraw CANCELLED =
            new Withdraw(RefusalCode.CLIENT_CANCELLED, "cancelled by the client");

    @Test
    void a_hold_is_placed_once() {
        given().when(new Place(placed())).then(placed());
        given(placed()).when(new Place(placed())).thenNothing();
        given(placed(), approved(BOB, "dba"), released()).when(new Place(placed())).thenNothing();
    }

    @Test
    void a_requester_with_too_many_holds_is_turned_away_with_an_answer() {
        given().when(new TurnAway(placed(), "too many"))
                .then(placed(), new HoldWithdrawn(HOLD, RefusalCode.TOO_MANY_HOLDS, "too many"));
        given(placed()).when(new TurnAway(placed(), "too many")).thenNothing();
    }

    @Test
    void one_eligible_approval_releases_a_quorum_of_one_for_thirty_seconds() {
        given(placed())
                .when(approve(BOB))
                .then(approved(BOB, "dba"), new HoldReleased(HOLD, NOON.plusSeconds(60 + 30)));
    }

    @Test
    void a_release_is_never_claimable_beyond_the_expiry() {
        given(placed())
                .when(new Approve(BOB, "agreed", EXPIRY.minusSeconds(1)))
                .then(approved(BOB, "dba"), new HoldReleased(HOLD, EXPIRY));
    }

    @Test
    void a_denial_ends_the_hold_at_once_even_after_approvals() {
        given(placed(terms(dba(2))), approved(BOB, "dba"))
                .when(deny(BEA))
                .then(denied(BEA), new HoldRefused(HOLD, BEA.id(), "no"));
    }

    @Test
    void an_approver_may_change_their_mind_while_the_hold_is_open() {
        given(placed(terms(dba(2))), approved(BOB, "dba"))
                .when(deny(BOB))
                .then(denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"));
    }

    @Test
    void a_vote_that_needs_a_reason_is_refused_without_one() {
        var hold = placed(HoldTerms.waiting(List.of(dba(1)), 900, true, new InTransaction.Deny()));

        given(hold).when(new Approve(BOB, " ", NOON)).thenFails(JustificationRequired.class);
        given(hold).when(new Deny(BOB, "", NOON)).thenFails(JustificationRequired.class);
        given(hold)
                .when(new Approve(BOB, "agreed", NOON.plusSeconds(60)))
                .then(approved(BOB, "dba"), released());
    }

    @Test
    void a_repeated_vote_changes_nothing() {
        given(placed(terms(dba(2))), approved(BOB, "dba")).when(approve(BOB)).thenNothing();
        given(placed(), approved(BOB, "dba"), released()).when(approve(BOB)).thenNothing();
        given(
                        placed(),
                        approved(BOB, "dba"),
                        released(),
                        new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND))
                .when(approve(BOB))
                .thenNothing();
        given(placed(), denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"))
                .when(deny(BOB))
                .thenNothing();
    }

    @Test
    void a_vote_after_the_decision_is_void_and_says_why() {
        given(placed(), approved(BOB, "dba"), released())
                .when(deny(BEA))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("already released");
        given(placed(), denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"))
                .when(approve(BEA))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("refused by bob: no");
        given(
                        placed(),
                        approved(BOB, "dba"),
                        released(),
                        new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND))
                .when(approve(BEA))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("already claimed");
    }

    @Test
    void a_vote_on_a_dead_hold_is_void_and_says_why() {
        given(placed(), new HoldExpired(HOLD))
                .when(approve(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("expired at 2026-11-21T12:15:00Z");
        given(placed(), approved(BOB, "dba"), released(), new HoldExpired(HOLD))
                .when(approve(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("nobody claimed it before 2026-11-21T12:01:30Z");
        given(placed(), new HoldWithdrawn(HOLD, RefusalCode.CLIENT_CANCELLED, ""))
                .when(approve(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("withdrawn because the client cancelled");
        given(placed(), new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "socket closed"))
                .when(deny(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("the client went away")
                .withMessageContaining("socket closed");
    }

    @Test
    void a_vote_at_or_after_the_expiry_is_void_before_the_clock_writes_it_down() {
        given(placed())
                .when(new Approve(BOB, "agreed", EXPIRY))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("expired at");
        given(placed())
                .when(new Deny(BOB, "no", EXPIRY.plusSeconds(5)))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("expired at");
    }

    @Test
    void a_vote_on_nothing_is_refused() {
        given().when(approve(BOB)).thenFails(UnknownHold.class);
        given().when(deny(BOB)).thenFails(UnknownHold.class);
    }

    @Test
    void time_expires_an_open_hold_at_its_expiry_and_not_before() {
        given(placed()).when(new Expire(EXPIRY.minusNanos(1))).thenNothing();
        given(placed()).when(new Expire(EXPIRY)).then(new HoldExpired(HOLD));
        given(placed(), new HoldExpired(HOLD)).when(new Expire(EXPIRY)).thenNothing();
        given().when(new Expire(EXPIRY)).thenNothing();
    }

    @Test
    void time_expires_a_release_that_nobody_claims() {
        given(placed(), approved(BOB, "dba"), released())
                .when(new Expire(NOON.plusSeconds(89)))
                .thenNothing();
        given(placed(), approved(BOB, "dba"), released())
                .when(new Expire(NOON.plusSeconds(90)))
                .then(new HoldExpired(HOLD));
    }

    @Test
    void a_cancelled_command_withdraws_its_hold_also_after_the_release() {
        var withdrawn = new HoldWithdrawn(HOLD, CANCELLED.code(), CANCELLED.reason());

        given(placed()).when(CANCELLED).then(withdrawn);
        given(placed(), approved(BOB, "dba"), released()).when(CANCELLED).then(withdrawn);
    }

    @Test
    void a_hold_that_is_over_cannot_be_withdrawn() {
        given(
                        placed(),
                        approved(BOB, "dba"),
                        released(),
                        new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND))
                .when(CANCELLED)
                .thenNothing();
        given(placed(), new HoldExpired(HOLD)).when(CANCELLED).thenNothing();
        given().when(CANCELLED).thenNothing();
    }
}
