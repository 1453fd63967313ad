package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.agentOf;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.denied;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.principal;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.testkit.GivenEvents;
import org.junit.jupiter.api.Test;

class VotingRightsTest {
    private static final GivenEvents<HoldState, HoldAction, HoldEvent> HELD = given(placed());

    @Test
    void the_requester_cannot_approve() {
        HELD.when(approve(AGENT)).thenFails(SelfApproval.class);
        given(placed(HOLD, ALICE, terms(dba(1))))
                .when(approve(ALICE))
                .thenFails(SelfApproval.class);
    }

    @Test
    void the_human_an_agent_acts_for_cannot_approve_although_in_the_group() {
        HELD.when(approve(ALICE)).thenFails(SelfApproval.class);
    }

    @Test
    void an_agent_of_the_requester_cannot_approve() {
        given(placed(HOLD, ALICE, terms(dba(1))))
                .when(approve(agentOf("helper", ALICE.id(), "dba")))
                .thenFails(SelfApproval.class);
    }

    @Test
    void another_agent_of_the_same_human_cannot_approve() {
        HELD.when(approve(agentOf("helper", ALICE.id(), "dba"))).thenFails(SelfApproval.class);
    }

    @Test
    void an_approver_cannot_let_an_agent_vote() {
        HELD.when(approve(agentOf("bobs-agent", BOB.id(), "dba"))).thenFails(NotAPerson.class);
        HELD.when(deny(agentOf("bobs-agent", BOB.id(), "dba"))).thenFails(NotAPerson.class);
    }

    @Test
    void a_service_in_the_group_cannot_vote() {
        var bot = principal("bot", PrincipalKind.SERVICE, null, "dba");

        HELD.when(approve(bot)).thenFails(NotAPerson.class);
        HELD.when(deny(bot)).thenFails(NotAPerson.class);
    }

    @Test
    void somebody_who_says_to_be_human_but_acts_for_another_cannot_vote() {
        HELD.when(approve(principal("bea", PrincipalKind.HUMAN, BOB.id(), "dba")))
                .thenFails(NotAPerson.class);
    }

    @Test
    void somebody_outside_the_groups_cannot_vote() {
        HELD.when(approve(ERIN)).thenFails(NotEligible.class).withMessageContaining("dba");
        HELD.when(deny(ERIN)).thenFails(NotEligible.class).withMessageContaining("dba");
    }

    @Test
    void rights_come_before_the_news_that_a_hold_is_over() {
        given(placed(), new HoldExpired(HOLD)).when(approve(ERIN)).thenFails(NotEligible.class);
        given(placed(), new HoldExpired(HOLD)).when(approve(ALICE)).thenFails(SelfApproval.class);
    }

    @Test
    void the_human_an_agent_acts_for_may_stop_it_when_in_the_group() {
        HELD.when(deny(ALICE)).then(denied(ALICE), new HoldRefused(HOLD, ALICE.id(), "no"));
    }
}
