package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.agentOf;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.security;
import static dev.holdpoint.approval.hold.Holds.stage;
import static dev.holdpoint.approval.hold.Holds.staged;
import static dev.holdpoint.approval.hold.Holds.terms;
import static dev.holdpoint.approval.hold.Places.VOTED;
import static dev.holdpoint.approval.hold.Places.approve;
import static dev.holdpoint.approval.hold.Places.approved;
import static dev.holdpoint.approval.hold.Places.denied;
import static dev.holdpoint.approval.hold.Places.deny;
import static dev.holdpoint.approval.hold.Places.inPlace;
import static dev.holdpoint.approval.hold.Places.where;

import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.RequestersDelegate;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooManyVotes;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds of an agent that acts for alice; erin is in no group that is asked. */
class DelegatedVoteTest {
    private static final Principal FRED = person("fred", "engineers");
    private static final HoldPlaced TWO = placed(terms(dba(2)));

    @Test
    void a_delegate_gives_the_delegators_vote_and_is_recorded_as_who_gave_it() {
        given(placed())
                .when(approve(inPlace(ERIN, BOB)))
                .then(approved(ERIN, BOB, "dba"), released());
        given(placed())
                .when(deny(inPlace(ERIN, BOB)))
                .then(denied(ERIN, BOB, "dba"), new HoldRefused(HOLD, ERIN.id(), "no"));
    }

    @Test
    void the_same_again_is_no_news() {
        given(TWO, approved(ERIN, BOB, "dba")).when(approve(inPlace(ERIN, BOB))).thenNothing();
        given(placed(), approved(ERIN, BOB, "dba"), released())
                .when(approve(inPlace(ERIN, BOB)))
                .thenNothing();
    }

    @Test
    void delegator_and_delegate_do_not_both_count() {
        var byErin = given(TWO, approved(ERIN, BOB, "dba"));
        byErin.when(Holds.approve(BOB))
                .thenFails(VotedAlready.class)
                .withMessageContaining("as erin in place of bob");
        byErin.when(approve(inPlace(FRED, BOB))).thenFails(VotedAlready.class);
        byErin.when(approve(inPlace(ERIN, BEA))).thenFails(VotedAlready.class);
        byErin.when(Holds.approve(BEA)).then(approved(BEA, "dba"), released());

        given(TWO, approved(BOB, "dba"))
                .when(approve(inPlace(ERIN, BOB)))
                .thenFails(VotedAlready.class)
                .withMessageContaining("as bob");
    }

    @Test
    void who_votes_for_themselves_and_in_anothers_place_is_one_pair_of_eyes() {
        given(TWO, approved(BEA, "dba"))
                .when(approve(inPlace(BEA, BOB)))
                .thenFails(VotedAlready.class);
        given(TWO, approved(BEA, BOB, "dba"))
                .when(Holds.approve(BEA))
                .thenFails(VotedAlready.class);
    }

    @Test
    void another_account_of_either_is_the_same_person() {
        var bobs = person("bob-admin", "dba");
        var erins = person("erin-admin", "dba");
        var people =
                new People(
                        List.of(
                                new Person("bob", List.of(BOB.id(), bobs.id()), List.of()),
                                new Person("erin", List.of(ERIN.id(), erins.id()), List.of())));

        given(people, TWO, approved(ERIN, BOB, "dba"))
                .when(Holds.approve(bobs))
                .thenFails(VotedAlready.class);
        given(people, TWO, approved(ERIN, BOB, "dba"))
                .when(Holds.approve(erins))
                .thenFails(VotedAlready.class);
    }

    @Test
    void nobody_of_the_requesters_side_votes_in_anothers_place_or_has_theirs_voted_in() {
        var admin = person("alice-admin", "dba");
        var people =
                new People(
                        List.of(
                                new Person("alice", List.of(ALICE.id(), admin.id()), List.of()),
                                new Person("erin", List.of(ERIN.id()), List.of(Holds.AGENT.id()))));

        for (var side : List.of(ALICE, admin, ERIN)) {
            given(people, placed()).when(approve(inPlace(side, BOB))).thenFails(SelfApproval.class);
        }
        for (var side : List.of(ALICE, admin)) {
            given(people, placed())
                    .when(approve(inPlace(FRED, side)))
                    .thenFails(SelfApproval.class);
        }
    }

    @Test
    void a_delegate_of_the_requesters_side_approves_neither_so_nor_by_their_own_right() {
        given(placed())
                .when(approve(where(Voter.inPerson(BOB), BOB)))
                .thenFails(RequestersDelegate.class);
        given(placed())
                .when(approve(where(inPlace(ERIN, BOB), ERIN)))
                .thenFails(RequestersDelegate.class);
        given(placed())
                .when(approve(where(inPlace(ERIN, BOB), BOB)))
                .thenFails(RequestersDelegate.class);
        given(placed())
                .when(approve(where(inPlace(ERIN, BOB), BEA)))
                .then(approved(ERIN, BOB, "dba"), released());
    }

    @Test
    void a_second_account_of_the_requesters_delegate_does_not_either() {
        var other = person("bob-admin", "dba");
        var bob = new Person("bob", List.of(BOB.id(), other.id()), List.of());

        given(new People(List.of(bob)), placed())
                .when(approve(where(Voter.inPerson(BOB), other)))
                .thenFails(RequestersDelegate.class);
    }

    @Test
    void a_machine_votes_in_nobodys_place() {
        for (var machine :
                List.of(
                        agentOf("fred-s-agent", FRED.id()),
                        Holds.principal("cron", PrincipalKind.SERVICE, null))) {
            given(placed()).when(approve(inPlace(machine, BOB))).thenFails(NotAPerson.class);
            given(placed()).when(deny(inPlace(machine, BOB))).thenFails(NotAPerson.class);
        }
    }

    @Test
    void only_groups_that_were_handed_over_and_that_the_delegator_is_in_count() {
        var both = placed(terms(dba(1), security(1)));

        given(both)
                .when(approve(inPlace(ERIN, CAROL, "security")))
                .then(approved(ERIN, CAROL, "security"));
        given(placed())
                .when(approve(inPlace(ERIN, CAROL, "security")))
                .thenFails(NotEligible.class);
        given(placed())
                .when(approve(inPlace(ERIN, person("bob", "engineers"), "dba")))
                .thenFails(NotEligible.class);
    }

    @Test
    void groups_that_were_not_handed_over_still_keep_a_delegator_and_their_delegate_out() {
        var employed = new QuorumPart("dba", 1, new Only(List.of(), List.of("contractors")));
        var hold = placed(staged(stage(employed)));
        var contractor = person("con", "dba", "contractors");

        given(hold).when(approve(inPlace(ERIN, contractor, "dba"))).thenFails(NotEligible.class);
        given(hold)
                .when(approve(inPlace(person("con", "contractors"), BOB)))
                .thenFails(NotEligible.class);
        given(hold).when(deny(inPlace(contractor, BOB))).thenFails(NotEligible.class);
    }

    @Test
    void delegates_stand_in_after_an_escalation_as_those_would_whose_place_it_is() {
        var hold = placed(terms(security(1)));
        var lead = person("lea", "leads");
        var escalated = new HoldEscalated(HOLD, List.of("leads"));

        given(hold, escalated)
                .when(approve(inPlace(ERIN, lead)))
                .then(approved(ERIN, lead, "security"), released());
        given(hold).when(approve(inPlace(ERIN, lead))).thenFails(NotEligible.class);
    }

    @Test
    void votes_in_ones_place_use_up_none_of_ones_own() {
        var wavering = given(TWO);
        for (int n = 0; n < VotingRights.MOST_APPROVALS; n++) {
            wavering =
                    wavering.given(approved(ERIN, BOB, "dba"))
                            .given(new VoteRetracted(HOLD, ERIN.id(), "no"));
        }

        wavering.when(approve(inPlace(ERIN, BOB), 2 * VotingRights.MOST_APPROVALS))
                .thenFails(TooManyVotes.class);
        wavering.when(Holds.approve(BOB)).then(approved(BOB, "dba"));
    }

    @Test
    void either_takes_the_vote_back_and_then_the_delegator_may_vote_in_person() {
        var cast = given(TWO, approved(ERIN, BOB, "dba"));
        var back = new VoteRetracted(HOLD, ERIN.id(), "mine");

        cast.when(new Retract(ERIN, "mine", VOTED)).then(back);
        cast.when(new Retract(BOB, "mine", VOTED)).then(back);
        cast.given(back).when(Holds.approve(BOB)).then(approved(BOB, "dba"));
        cast.given(back).when(approve(inPlace(ERIN, BOB))).thenFails(BallotChanged.class);
        cast.given(back).when(approve(inPlace(ERIN, BOB), 2)).then(approved(ERIN, BOB, "dba"));
    }
}
