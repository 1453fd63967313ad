package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.claim;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.denied;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.principal;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.NeverReleased;
import dev.holdpoint.approval.hold.ActionRefused.NotAJudge;
import dev.holdpoint.approval.hold.ActionRefused.OwnApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooManyJudgements;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgingTest {
    private static final HoldClaimed CLAIMED = new HoldClaimed(HOLD, "edge-1", null, null);
    private static final HoldWithdrawn GONE =
            new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "gone");
    private static final HoldJudged BAD = judged(CAROL, Judgement.BAD);

    @Test
    void what_was_released_is_judged_whatever_came_of_it() {
        for (var last : List.of(CLAIMED, new HoldExpired(HOLD), GONE)) {
            given(placed(), approved(BOB, "dba"), released(), last).when(bad(CAROL)).then(BAD);
        }
        given(placed(), approved(BOB, "dba"), released()).when(bad(CAROL)).then(BAD);
    }

    @Test
    void what_nobody_released_is_not_judged() {
        given(placed()).when(bad(CAROL)).thenFails(NeverReleased.class);
        for (var end : List.of(new HoldExpired(HOLD), GONE)) {
            given(placed(), end).when(bad(CAROL)).thenFails(NeverReleased.class);
        }
        given(placed(), denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"))
                .when(bad(CAROL))
                .thenFails(NeverReleased.class);
    }

    @Test
    void security_and_auditors_judge_in_person_and_nobody_else_does() {
        var released = new HoldEvent[] {placed(), approved(BOB, "dba"), released(), CLAIMED};
        var agent = principal("watcher", PrincipalKind.AGENT, null, "security");
        var through = principal("dave", PrincipalKind.HUMAN, CAROL.id(), "security");

        given(released)
                .when(bad(person("audrey", "auditors")))
                .then(judged(person("audrey"), Judgement.BAD));
        for (var other : List.of(agent, through, BEA, person("erin"))) {
            given(released).when(bad(other)).thenFails(NotAJudge.class);
        }
    }

    @Test
    void who_is_no_judge_does_not_learn_whether_there_is_a_hold() {
        given().when(bad(CAROL)).thenFails(UnknownHold.class);
        given().when(bad(BEA)).thenFails(NotAJudge.class);
    }

    @Test
    void nobody_judges_what_they_approved_even_if_they_took_it_back() {
        var bob = person("bob", "dba", "security");

        given(placed(), approved(BOB, "dba"), released())
                .when(bad(bob))
                .thenFails(OwnApproval.class);
        given(
                        placed(),
                        approved(BOB, "dba"),
                        new VoteRetracted(HOLD, BOB.id(), "no"),
                        approved(BEA, "dba"),
                        released())
                .when(bad(bob))
                .thenFails(OwnApproval.class);
    }

    @Test
    void nobody_judges_what_was_approved_in_their_place_even_if_it_was_taken_back() {
        var taken = new VoteRetracted(HOLD, ERIN.id(), "no");

        given(placed(), Places.approved(ERIN, BOB, "dba"), taken, approved(BEA, "dba"), released())
                .when(bad(person("bob", "dba", "security")))
                .thenFails(OwnApproval.class);
    }

    @Test
    void nobody_of_the_requesters_side_judges() {
        var alice = person("alice", "security");

        given(placed(), approved(BOB, "dba"), released())
                .when(bad(alice))
                .thenFails(OwnApproval.class);
        given(placed(HOLD, alice, terms(dba(1))), approved(BOB, "dba"), released())
                .when(bad(alice))
                .thenFails(OwnApproval.class);
    }

    @Test
    void another_account_of_who_took_part_does_not_judge_nor_does_the_owner_of_the_agent() {
        var people =
                new People(
                        List.of(
                                linked("bob", "bob-admin"),
                                linked("alice", "alice-admin"),
                                new Person(
                                        "owen",
                                        List.of(person("owen").id()),
                                        List.of(AGENT.id()))));

        for (var name : List.of("bob-admin", "alice-admin", "owen")) {
            given(people, placed(), approved(BOB, "dba"), released())
                    .when(bad(person(name, "security")))
                    .thenFails(OwnApproval.class);
        }
    }

    @Test
    void the_same_judgement_again_is_no_news_and_another_one_is() {
        given(placed(), approved(BOB, "dba"), released(), BAD).when(bad(CAROL)).thenNothing();
        given(placed(), approved(BOB, "dba"), released(), BAD)
                .when(new Judge(CAROL, Judgement.GOOD, "seen later"))
                .then(judged(CAROL, Judgement.GOOD));
    }

    @Test
    void a_person_judges_a_hold_ten_times_at_most_and_others_still_may() {
        var events = new ArrayList<HoldEvent>(List.of(placed(), approved(BOB, "dba"), released()));
        for (int i = 0; i < Judging.MOST_JUDGEMENTS; i++) {
            events.add(judged(CAROL, i % 2 == 0 ? Judgement.BAD : Judgement.GOOD));
        }
        var history = events.toArray(HoldEvent[]::new);

        given(history).when(bad(CAROL)).thenFails(TooManyJudgements.class);
        given(history)
                .when(bad(person("audrey", "auditors")))
                .then(judged(person("audrey"), Judgement.BAD));
    }

    @Test
    void a_judgement_stops_nothing() {
        given(placed(), approved(BOB, "dba"), released(), BAD)
                .when(claim())
                .then(new HoldClaimed(HOLD, "edge-1", Holds.SESSION, Holds.COMMAND));
    }

    private static Person linked(String name, String other) {
        return new Person(name, List.of(person(name).id(), person(other).id()), List.of());
    }

    @Test
    void an_agent_that_is_owned_judges_nothing_whatever_its_token_says() {
        var owner = new People(List.of(new Person("bea", List.of(BEA.id()), List.of(CAROL.id()))));

        given(owner, placed(), approved(BOB, "dba"), released())
                .when(bad(CAROL))
                .thenFails(NotAJudge.class);
    }

    private static Judge bad(Principal judge) {
        return new Judge(judge, Judgement.BAD, "seen later");
    }

    private static HoldJudged judged(Principal judge, Judgement judgement) {
        return new HoldJudged(HOLD, judge.id(), judgement, "seen later");
    }
}
