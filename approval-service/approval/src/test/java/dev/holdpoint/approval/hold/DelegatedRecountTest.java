package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.terms;
import static dev.holdpoint.approval.hold.Places.approved;
import static dev.holdpoint.approval.hold.Places.place;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.testkit.GivenEvents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A hold that erin released in bob's place. */
class DelegatedRecountTest {
    private static final HoldClaimed CLAIMED = new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND);
    private static final Set<PrincipalId> BOTH = Set.of(ERIN.id(), BOB.id());
    private static final Map<PrincipalId, List<String>> KNOWN =
            Map.of(ERIN.id(), ERIN.groups(), BOB.id(), BOB.groups());
    private static final Map<DelegationId, List<String>> IN_FORCE =
            Map.of(place(ERIN, BOB).delegation(), List.of("dba"));

    @Test
    void a_vote_in_the_place_of_somebody_who_still_has_it_counts() {
        on(People.UNLINKED).when(claim(KNOWN, IN_FORCE, Set.of())).then(CLAIMED);
    }

    @Test
    void a_delegation_that_is_over_counts_no_more() {
        on(People.UNLINKED)
                .when(claim(KNOWN, Map.of(), Set.of()))
                .thenFails(ApproversLeft.class)
                .withMessageContaining("by now: erin in place of bob.");
    }

    @Test
    void a_delegator_who_has_left_or_is_known_no_more_has_nothing_to_hand_over() {
        var left = Map.of(ERIN.id(), ERIN.groups(), BOB.id(), List.of("engineers"));
        var forgotten = Map.of(ERIN.id(), ERIN.groups());

        for (var known : List.of(left, forgotten)) {
            on(People.UNLINKED)
                    .when(claim(known, IN_FORCE, Set.of()))
                    .thenFails(ApproversLeft.class);
        }
    }

    @Test
    void a_delegate_whom_the_stage_keeps_out_by_now_counts_no_more() {
        var employed = new QuorumPart("dba", 1, new Only(List.of(), List.of("contractors")));
        var hold = placed(Holds.staged(Holds.stage(employed)));
        var known = Map.of(ERIN.id(), List.of("contractors"), BOB.id(), BOB.groups());
        var voted = given(hold, approved(ERIN, BOB, "dba"), released());

        voted.when(claim(KNOWN, IN_FORCE, Set.of())).then(CLAIMED);
        voted.when(claim(known, IN_FORCE, Set.of())).thenFails(ApproversLeft.class);
        voted.when(claim(Map.of(BOB.id(), BOB.groups()), IN_FORCE, Set.of()))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void who_may_vote_in_the_requesters_place_by_now_counts_no_more() {
        for (var one : BOTH) {
            on(People.UNLINKED)
                    .when(claim(KNOWN, IN_FORCE, Set.of(one)))
                    .thenFails(ApproversLeft.class);
        }
        given(placed(), Holds.approved(BEA, "dba"), released())
                .when(claim(Map.of(), Map.of(), Set.of(BEA.id())))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void who_turned_out_to_be_of_the_requesters_side_counts_no_more() {
        var owner = new Person("bob", List.of(BOB.id()), List.of(AGENT.id()));

        on(new People(List.of(owner)))
                .when(claim(KNOWN, IN_FORCE, Set.of()))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void two_who_turned_out_to_be_one_person_are_one_vote() {
        var bea = new Person("bea", List.of(BEA.id(), ERIN.id()), List.of());
        var known = Map.of(ERIN.id(), ERIN.groups(), BOB.id(), BOB.groups());

        given(
                        new People(List.of(bea)),
                        placed(terms(dba(2))),
                        Holds.approved(BEA, "dba"),
                        approved(ERIN, BOB, "dba"),
                        released())
                .when(claim(known, IN_FORCE, Set.of()))
                .thenFails(ApproversLeft.class)
                .withMessageContaining("erin in place of bob");
    }

    @Test
    void who_was_not_looked_up_does_not_count() {
        for (var asked : List.of(Set.of(ERIN.id()), Set.of(BOB.id()))) {
            on(People.UNLINKED)
                    .when(claim(new Approvers(asked, KNOWN, IN_FORCE, Set.of())))
                    .thenFails(ApproversLeft.class);
        }
    }

    private static GivenEvents<HoldState, HoldAction, HoldEvent> on(People people) {
        return given(people, placed(), approved(ERIN, BOB, "dba"), released());
    }

    private static Claim claim(
            Map<PrincipalId, List<String>> known,
            Map<DelegationId, List<String>> inForce,
            Set<PrincipalId> requestersDelegates) {
        var asked = Set.of(ERIN.id(), BOB.id(), BEA.id(), person("carol").id());
        return claim(new Approvers(asked, known, inForce, requestersDelegates));
    }

    private static Claim claim(Approvers approvers) {
        return new Claim(SESSION, COMMAND, DIGEST, "edge-1", Holds.NOON.plusSeconds(61), approvers);
    }
}
