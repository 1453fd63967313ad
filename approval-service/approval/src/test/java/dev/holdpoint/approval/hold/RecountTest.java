package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.SESSION;
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
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecountTest {
    private static final HoldClaimed CLAIMED = new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND);

    @Test
    void who_has_left_the_group_since_counts_no_more() {
        given(placed(), approved(BOB, "dba"), released())
                .when(claimKnowing(BOB, "engineers"))
                .thenFails(ApproversLeft.class)
                .withMessageContaining("by now: bob.");
        given(placed(terms(dba(2))), approved(BOB, "dba"), approved(BEA, "dba"), released())
                .when(claimKnowing(BEA))
                .thenFails(ApproversLeft.class)
                .withMessageContaining("bea");
    }

    @Test
    void who_is_still_in_the_group_or_was_not_seen_since_counts() {
        given(placed(), approved(BOB, "dba"), released())
                .when(claimKnowing(BOB, "engineers", "dba"))
                .then(CLAIMED);
        given(placed(), approved(BOB, "dba"), released()).when(claimKnowing(BEA)).then(CLAIMED);
    }

    @Test
    void who_voted_after_approvers_were_looked_up_does_not_count_in_that_claim() {
        var early = new Approvers(Set.of(BEA.id()), Map.of());

        given(placed(), approved(BOB, "dba"), released())
                .when(new Claim(SESSION, COMMAND, DIGEST, "edge-1", NOON.plusSeconds(61), early))
                .thenFails(ApproversLeft.class)
                .withMessageContaining("bob");
    }

    @Test
    void who_has_left_one_of_two_groups_may_fill_the_seat_of_the_other() {
        var both = placed(terms(dba(1), security(1)));

        given(both, approved(CAROL, "dba", "security"), approved(BOB, "dba"), released())
                .when(claimKnowing(CAROL, "security"))
                .then(CLAIMED);
        given(both, approved(CAROL, "dba", "security"), approved(BOB, "dba"), released())
                .when(claimKnowing(CAROL, "dba"))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void a_group_joined_since_fills_no_seat_and_an_excluded_one_empties_it() {
        var seniors = new QuorumPart("dba", 1, new Only(List.of(), List.of("interns")));

        given(placed(terms(dba(1), security(1))), approved(BOB, "dba"), released())
                .when(claimKnowing(BOB, "dba", "security"))
                .thenFails(ApproversLeft.class);
        given(placed(staged(stage(seniors))), approvedIn(1, BOB, "dba"), released())
                .when(claimKnowing(BOB, "dba", "interns"))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void every_stage_is_counted_again() {
        var hold = placed(staged(stage(dba(1)), stage(security(1))));

        for (var left : List.of(BOB, CAROL)) {
            given(hold, approvedIn(1, BOB, "dba"), approvedIn(2, CAROL, "security"), released())
                    .when(claimKnowing(left))
                    .thenFails(ApproversLeft.class)
                    .withMessageContaining(left.name());
        }
    }

    @Test
    void who_turned_out_to_be_an_agent_that_is_owned_counts_no_more() {
        var bobs = new People(List.of(new Person("carol", List.of(CAROL.id()), List.of(BOB.id()))));

        given(bobs, placed(), approved(BOB, "dba"), released())
                .when(claim())
                .thenFails(ApproversLeft.class)
                .withMessageContaining("bob");
    }

    @Test
    void who_turned_out_to_be_of_the_requesters_side_or_the_same_person_counts_no_more() {
        var alices = new People(List.of(linked("alice", ALICE, BOB)));
        var bobs = new People(List.of(linked("bob", BOB, BEA)));

        given(alices, placed(), approved(BOB, "dba"), released())
                .when(claim())
                .thenFails(ApproversLeft.class);
        given(bobs, placed(terms(dba(2))), approved(BOB, "dba"), approved(BEA, "dba"), released())
                .when(claim())
                .thenFails(ApproversLeft.class)
                .withMessageContaining("bea");
        given(bobs, placed(), approved(BOB, "dba"), released()).when(claim()).then(CLAIMED);
    }

    private static Person linked(String name, Principal... accounts) {
        return new Person(name, List.of(accounts).stream().map(Principal::id).toList(), List.of());
    }

    private static Claim claimKnowing(Principal approver, String... groups) {
        Map<PrincipalId, List<String>> known =
                Map.of(approver.id(), person(approver.name(), groups).groups());
        return claim(NOON.plusSeconds(61), known);
    }
}
