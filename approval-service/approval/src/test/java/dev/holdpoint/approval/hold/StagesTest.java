package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.approvedIn;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.security;
import static dev.holdpoint.approval.hold.Holds.stage;
import static dev.holdpoint.approval.hold.Holds.staged;

import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final Principal SAM = person("sam", "security");
    private static final HoldPlaced TWO_STAGES = placed(staged(stage(dba(1)), stage(security(1))));
    private static final VoteCast BOB_FIRST = approvedIn(1, BOB, "dba");

    @Test
    void the_next_stage_is_asked_once_the_one_before_has_answered() {
        given(TWO_STAGES)
                .when(approve(SAM))
                .thenFails(NotYetAsked.class)
                .withMessageContaining("members of dba");
        given(TWO_STAGES).when(approve(BOB)).then(BOB_FIRST);
        given(TWO_STAGES, BOB_FIRST)
                .when(approve(SAM))
                .then(approvedIn(2, SAM, "security"), released());
    }

    @Test
    void a_stage_that_has_answered_is_asked_no_more() {
        given(TWO_STAGES, BOB_FIRST)
                .when(approve(BEA))
                .thenFails(NotYetAsked.class)
                .withMessageContaining("members of security");
    }

    @Test
    void a_person_counts_once_in_all_stages() {
        given(TWO_STAGES, approvedIn(1, CAROL, "dba")).when(approve(CAROL)).thenNothing();
        given(placed(staged(stage(dba(1)), stage(dba(1)))), BOB_FIRST)
                .when(approve(BOB))
                .thenNothing();
        given(placed(staged(stage(dba(1)), stage(dba(1)))), BOB_FIRST)
                .when(approve(BEA))
                .then(approvedIn(2, BEA, "dba"), released());
    }

    @Test
    void a_vote_counts_for_the_open_stage_also_of_a_member_of_both() {
        given(TWO_STAGES).when(approve(CAROL)).then(approvedIn(1, CAROL, "dba"));
        given(TWO_STAGES, BOB_FIRST)
                .when(approve(CAROL))
                .then(approvedIn(2, CAROL, "security"), released());
    }

    @Test
    void whoever_is_asked_sooner_or_later_may_deny_at_any_time() {
        given(TWO_STAGES)
                .when(deny(SAM))
                .then(
                        new VoteCast(HOLD, SAM.id(), List.of("security"), Vote.DENY, "no"),
                        new HoldRefused(HOLD, SAM.id(), "no"));
        given(TWO_STAGES, BOB_FIRST)
                .when(deny(BEA))
                .then(
                        new VoteCast(HOLD, BEA.id(), List.of("dba"), Vote.DENY, "no"),
                        new HoldRefused(HOLD, BEA.id(), "no"));
    }

    @Test
    void an_approval_taken_back_opens_its_stage_again_and_later_ones_fall() {
        var three = placed(staged(stage(dba(1)), stage(security(1)), stage(dba(1))));
        var retracted = new VoteRetracted(HOLD, BOB.id(), "wrong");
        var reopened = given(three, BOB_FIRST, approvedIn(2, SAM, "security"), retracted);

        given(three, BOB_FIRST, approvedIn(2, SAM, "security"))
                .when(new Retract(BOB, "wrong", NOON))
                .then(retracted);
        reopened.when(approve(BEA)).then(approvedIn(1, BEA, "dba"));
        reopened.given(approvedIn(1, BEA, "dba"))
                .when(approve(SAM))
                .thenFails(BallotChanged.class)
                .withMessageContaining("now 4");
        reopened.given(approvedIn(1, BEA, "dba"))
                .when(new Approve(Voter.inPerson(SAM), "agreed", NOON, 4))
                .then(approvedIn(2, SAM, "security"));
    }

    @Test
    void an_approval_of_a_later_stage_is_taken_back_without_the_earlier_ones() {
        var three = placed(staged(stage(dba(1)), stage(security(1)), stage(dba(1))));

        given(
                        three,
                        BOB_FIRST,
                        approvedIn(2, SAM, "security"),
                        new VoteRetracted(HOLD, SAM.id(), "wrong"))
                .when(approve(CAROL))
                .then(approvedIn(2, CAROL, "security"));
    }

    @Test
    void only_members_who_are_in_the_one_and_not_in_the_other_group_count() {
        var only = new Only(List.of("on-call"), List.of("contractors"));
        var hold = placed(staged(stage(new QuorumPart("dba", 1, only))));

        given(hold)
                .when(approve(BOB))
                .thenFails(NotEligible.class)
                .withMessageContaining("dba (also in on-call and not in contractors)");
        given(hold)
                .when(approve(person("dan", "dba", "on-call", "contractors")))
                .thenFails(NotEligible.class);
        given(hold).when(deny(BOB)).thenFails(NotEligible.class);
        given(hold)
                .when(approve(person("dora", "dba", "on-call")))
                .then(approvedIn(1, person("dora"), "dba"), released());
    }

    @Test
    void without_stages_votes_are_written_as_they_always_were() {
        given(placed()).when(approve(BOB)).then(approved(BOB, "dba"), released());
        given(placed()).when(approve(ERIN)).thenFails(NotEligible.class);
    }
}
