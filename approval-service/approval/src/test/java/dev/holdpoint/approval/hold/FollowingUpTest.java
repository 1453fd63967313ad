package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.approvedIn;
import static dev.holdpoint.approval.hold.Holds.claim;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.security;
import static dev.holdpoint.approval.hold.Holds.stage;
import static dev.holdpoint.approval.hold.Holds.staged;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reminded five minutes after noon, escalated to leads after ten, expired after fifteen. */
class FollowingUpTest {
    private static final Principal LEA = person("lea", "leads");
    private static final Principal LARS = person("lars", "leads");
    private static final HoldReminded REMINDED = new HoldReminded(HOLD);
    private static final HoldEscalated ESCALATED = new HoldEscalated(HOLD, List.of("leads"));

    @Test
    void what_is_due_happens_when_it_is_due_and_once() {
        var hold = following(terms(dba(1)));

        given(hold).when(at(299)).thenNothing();
        given(hold).when(at(300)).then(REMINDED);
        given(hold, REMINDED).when(at(599)).thenNothing();
        given(hold, REMINDED).when(at(600)).then(ESCALATED);
        given(hold, REMINDED, ESCALATED).when(at(899)).thenNothing();
        given(hold, REMINDED, ESCALATED).when(at(900)).then(new HoldExpired(HOLD));
    }

    @Test
    void what_was_missed_is_made_up_for_but_not_after_the_end() {
        given(following(terms(dba(1)))).when(at(700)).then(REMINDED, ESCALATED);
        given(following(terms(dba(1)))).when(at(900)).then(new HoldExpired(HOLD));
        given(placed()).when(at(899)).thenNothing();
    }

    @Test
    void a_hold_that_is_released_is_not_followed_up() {
        given(following(terms(dba(1))), approved(BOB, "dba"), released())
                .when(new Expire(NOON.plusSeconds(80)))
                .thenNothing();
    }

    @Test
    void who_the_hold_is_escalated_to_may_stand_in_from_then_on() {
        var hold = following(terms(dba(1)));

        given(hold, REMINDED).when(approve(LEA)).thenFails(NotEligible.class);
        given(hold, ESCALATED).when(approve(LEA)).then(approved(LEA, "dba"), released());
        given(hold, ESCALATED).when(approve(BOB)).then(approved(BOB, "dba"), released());
        given(hold, ESCALATED).when(approve(person("eve", "ops"))).thenFails(NotEligible.class);
    }

    @Test
    void those_who_stand_in_are_distinct_people_and_not_of_the_requesters_side() {
        var two = following(terms(dba(2)));

        given(two, ESCALATED).when(approve(LEA)).then(approved(LEA, "dba"));
        given(two, ESCALATED, approved(LEA, "dba")).when(approve(LEA)).thenNothing();
        given(two, ESCALATED, approved(LEA, "dba"))
                .when(approve(LARS))
                .then(approved(LARS, "dba"), released());
        given(two, ESCALATED)
                .when(approve(person(ALICE.name(), "leads")))
                .thenFails(SelfApproval.class);
    }

    @Test
    void they_stand_in_for_one_stage_after_the_other() {
        var hold = following(staged(stage(dba(1)), stage(security(1))));

        given(hold, ESCALATED).when(approve(LEA)).then(approvedIn(1, LEA, "dba"));
        given(hold, ESCALATED, approvedIn(1, LEA, "dba")).when(approve(LEA)).thenNothing();
        given(hold, ESCALATED, approvedIn(1, LEA, "dba"))
                .when(approve(LARS))
                .then(approvedIn(2, LARS, "security"), released());
    }

    @Test
    void who_stood_in_is_counted_again_at_the_claim_too() {
        var approvedByLea =
                given(following(terms(dba(1))), ESCALATED, approved(LEA, "dba"), released());

        approvedByLea
                .when(claim(NOON.plusSeconds(61), Map.of(LEA.id(), List.of("leads"))))
                .then(new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND));
        approvedByLea
                .when(claim(NOON.plusSeconds(61), Map.of(LEA.id(), List.of("ops"))))
                .thenFails(ApproversLeft.class);
    }

    private static Expire at(long secondsAfterNoon) {
        return new Expire(NOON.plusSeconds(secondsAfterNoon));
    }

    private static HoldPlaced following(HoldTerms terms) {
        return placed(HOLD, AGENT, Holds.following(terms, 300, 600, "leads"));
    }
}
