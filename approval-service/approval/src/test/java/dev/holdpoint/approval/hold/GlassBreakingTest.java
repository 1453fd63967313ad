package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.claim;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.denied;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.principal;
import static dev.holdpoint.approval.hold.Holds.terms;
import static dev.holdpoint.approval.hold.Holds.ticket;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.BrokenSince;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.ActionRefused.MayNotBreak;
import dev.holdpoint.approval.hold.ActionRefused.OwnApproval;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.StandIns;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GlassBreakingTest {
    private static final Instant BROKEN_AT = NOON.plusSeconds(60);
    private static final Principal DAVE = person("dave", "on-call", "security");
    private static final HoldPlaced PLACED = placed(breakable(terms(dba(2))));
    private static final GlassBroken BROKEN = broken(DAVE);
    private static final HoldReleased RELEASED =
            new HoldReleased(HOLD, BROKEN_AT.plus(HoldDecider.CLAIM_WINDOW));
    private static final HoldClaimed CLAIMED =
            new HoldClaimed(HOLD, "edge-1", Holds.SESSION, Holds.COMMAND);

    @Test
    void whom_the_rule_names_releases_a_hold_alone_also_after_votes() {
        given(PLACED).when(breaking(DAVE)).then(BROKEN, RELEASED);
        given(PLACED, approved(BOB, "dba")).when(breaking(DAVE)).then(BROKEN, RELEASED);
    }

    @Test
    void the_requester_may_if_the_rule_names_them_in_person_as_may_the_human_of_an_agent() {
        var alice = person("alice", "on-call");

        given(PLACED).when(breaking(alice)).then(broken(alice), RELEASED);
        given(placed(HOLD, alice, breakable(terms(dba(1)))))
                .when(breaking(alice))
                .then(broken(alice), RELEASED);
    }

    @Test
    void nobody_else_may_neither_approvers_nor_machines_nor_people_through_them() {
        var agent = principal("helper", PrincipalKind.AGENT, null, "on-call");
        var service = principal("bot", PrincipalKind.SERVICE, null, "on-call");
        var through = principal("dave", PrincipalKind.HUMAN, ALICE.id(), "on-call");

        for (var other : List.of(BOB, CAROL, AGENT, agent, service, through)) {
            given(PLACED).when(breaking(other)).thenFails(MayNotBreak.class);
        }
    }

    @Test
    void an_agent_that_is_owned_may_not_whatever_its_token_says() {
        var people = new People(List.of(new Person("bob", List.of(BOB.id()), List.of(DAVE.id()))));

        given(people, PLACED).when(breaking(DAVE)).thenFails(MayNotBreak.class);
        given(people, PLACED, BROKEN, RELEASED)
                .when(claim(BROKEN_AT, Map.of(DAVE.id(), List.of("on-call"))))
                .thenFails(ApproversLeft.class);
    }

    @Test
    void nobody_may_where_the_rule_does_not_say_so_and_nothing_unknown_is_broken() {
        given(placed()).when(breaking(DAVE)).thenFails(MayNotBreak.class);
        given().when(breaking(DAVE)).thenFails(UnknownHold.class);
    }

    @Test
    void it_is_broken_for_a_reason() {
        given(PLACED)
                .when(new BreakGlass(DAVE, " ", BROKEN_AT))
                .thenFails(JustificationRequired.class);
    }

    @Test
    void what_is_over_stays_over() {
        var refused = new HoldRefused(HOLD, BOB.id(), "no");
        var gone = new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "gone");

        given(PLACED, denied(BOB), refused).when(breaking(DAVE)).thenFails(HoldIsOver.class);
        for (var end : List.of(gone, new HoldExpired(HOLD))) {
            given(PLACED, end).when(breaking(DAVE)).thenFails(HoldIsOver.class);
            given(PLACED, BROKEN, RELEASED, end).when(breaking(DAVE)).thenFails(HoldIsOver.class);
        }
        given(PLACED).when(new BreakGlass(DAVE, "it is down", EXPIRY)).thenFails(HoldIsOver.class);
    }

    @Test
    void the_same_again_is_no_news_and_another_one_comes_too_late() {
        var other = person("erin", "on-call");
        for (var history :
                List.of(
                        List.of(PLACED, BROKEN, RELEASED),
                        List.of(PLACED, BROKEN, RELEASED, CLAIMED))) {
            var events = history.toArray(HoldEvent[]::new);
            given(events).when(breaking(DAVE)).thenNothing();
            given(events).when(breaking(other)).thenFails(HoldIsOver.class);
            given(events).when(approve(BOB)).thenFails(HoldIsOver.class);
            given(events).when(deny(BOB)).thenFails(HoldIsOver.class);
        }
    }

    @Test
    void what_the_quorum_released_is_not_broken_too() {
        given(placed(breakable(terms(dba(1)))), approved(BOB, "dba"), RELEASED)
                .when(breaking(DAVE))
                .thenFails(HoldIsOver.class);
    }

    @Test
    void a_ticket_that_was_broken_is_good_for_a_quarter_of_an_hour_at_most() {
        var hours = ticketFor(3_600);

        given(placed(breakable(ticket(dba(1)))))
                .when(breaking(DAVE))
                .then(BROKEN, new HoldReleased(HOLD, BROKEN_AT.plusSeconds(600)));
        given(placed(breakable(hours)))
                .when(breaking(DAVE))
                .then(BROKEN, new HoldReleased(HOLD, BROKEN_AT.plusSeconds(900)));
    }

    @Test
    void at_the_claim_who_broke_it_must_still_be_in_a_group_that_gives_them_the_right() {
        var released = new HoldEvent[] {PLACED, BROKEN, RELEASED};

        given(released).when(claim(BROKEN_AT, Map.of(DAVE.id(), List.of("on-call")))).then(CLAIMED);
        given(released)
                .when(claim(BROKEN_AT, Map.of(DAVE.id(), List.of("security"))))
                .thenFails(ApproversLeft.class);
        given(released).when(claim(BROKEN_AT)).thenFails(ApproversLeft.class);
    }

    @Test
    void approvals_that_fell_do_not_matter_to_what_was_broken() {
        given(PLACED, approved(BOB, "dba"), BROKEN, RELEASED)
                .when(claim(BROKEN_AT, Map.of(DAVE.id(), List.of("on-call"), BOB.id(), List.of())))
                .then(CLAIMED);
    }

    @Test
    void others_judge_it_whatever_came_of_it() {
        var gone = new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, "gone");

        for (var last : List.of(CLAIMED, new HoldExpired(HOLD), gone)) {
            given(PLACED, BROKEN, RELEASED, last).when(good(CAROL)).then(judged(CAROL));
        }
    }

    @Test
    void neither_who_broke_it_nor_the_requesters_side_judge_it_by_whichever_account() {
        var people =
                new People(List.of(linked("dave", "dave-admin"), linked("alice", "alice-admin")));

        for (var name : List.of("dave", "dave-admin", "alice", "alice-admin")) {
            given(people, PLACED, BROKEN, RELEASED, CLAIMED)
                    .when(good(person(name, "security")))
                    .thenFails(OwnApproval.class);
        }
    }

    @Test
    void delegates_of_those_it_is_about_do_not_judge_it_by_whichever_account() {
        var people = new People(List.of(linked("erin", "erin-admin")));
        var erin = person("erin-admin", "security");
        var judging = good(erin, new StandIns(DAVE.id(), Set.of(ERIN.id())));

        given(people, PLACED, BROKEN, RELEASED).when(judging).thenFails(OwnApproval.class);
        given(people, placed(), approved(BEA, "dba"), Holds.released())
                .when(judging)
                .then(judged(erin));
    }

    @Test
    void who_was_looked_up_before_it_was_broken_is_looked_up_again() {
        given(PLACED, BROKEN, RELEASED)
                .when(good(CAROL, StandIns.NONE))
                .thenFails(BrokenSince.class);
    }

    private static HoldTerms breakable(HoldTerms terms) {
        return terms.breakableBy(List.of("on-call"));
    }

    private static HoldTerms ticketFor(long seconds) {
        var sample = ticket(dba(1));
        return new HoldTerms(
                sample.quorum(),
                sample.expiresAfterSeconds(),
                sample.mode(),
                false,
                sample.inTransaction(),
                0,
                seconds);
    }

    private static Person linked(String name, String other) {
        return new Person(name, List.of(person(name).id(), person(other).id()), List.of());
    }

    private static BreakGlass breaking(Principal who) {
        return new BreakGlass(who, "it is down", BROKEN_AT);
    }

    private static GlassBroken broken(Principal who) {
        return new GlassBroken(HOLD, who.id(), List.of("on-call"), "it is down");
    }

    private static Judge good(Principal judge) {
        return good(judge, new StandIns(DAVE.id(), Set.of()));
    }

    private static Judge good(Principal judge, StandIns standIns) {
        return new Judge(judge, Judgement.GOOD, "it was", standIns);
    }

    private static HoldJudged judged(Principal judge) {
        return new HoldJudged(HOLD, judge.id(), Judgement.GOOD, "it was");
    }
}
