package dev.holdpoint.approval.delegation;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdpoint.approval.delegation.DelegationAction.Give;
import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.delegation.DelegationRefused.Why;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationEvent.DelegationRevoked;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.testkit.GivenEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelegationDeciderTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant TOMORROW = NOON.plus(DAY);
    private static final Principal ERIN = person("erin");
    private static final DelegationGiven TO_ERIN = given("d-1", ERIN.id(), NOON, TOMORROW);

    @Test
    void somebody_hands_their_vote_over_and_takes_it_back() {
        on().when(give(TO_ERIN)).then(TO_ERIN);
        on(TO_ERIN)
                .when(new Revoke(BOB, false, TO_ERIN.delegation(), "back", NOON))
                .then(new DelegationRevoked(TO_ERIN.delegation(), "back"));
    }

    @Test
    void the_same_again_is_no_news_and_what_is_over_may_be_given_again() {
        var later = given("d-2", ERIN.id(), NOON.plusSeconds(5), TOMORROW);

        on(TO_ERIN).when(give(later)).thenNothing();
        on(TO_ERIN, new DelegationRevoked(TO_ERIN.delegation(), "")).when(give(later)).then(later);
        var next = given("d-3", ERIN.id(), TOMORROW, TOMORROW.plus(DAY));
        on(TO_ERIN).when(give(next)).then(next);
    }

    @Test
    void nobody_has_a_vote_twice_at_a_time() {
        refuses(Why.DELEGATED_ALREADY, give(given("d-2", ERIN.id(), NOON, NOON.plusSeconds(60))));
    }

    @Test
    void machines_neither_delegate_nor_are_delegated_to() {
        var agent = new Principal(BOB.id(), "bob", PrincipalKind.AGENT, BOB.groups(), null);
        var through = new Principal(BOB.id(), "bob", PrincipalKind.HUMAN, BOB.groups(), BEA.id());
        var robot = person("robot").id();
        var toRobot = given("d-2", robot, NOON, TOMORROW);

        refuses(Why.NOT_A_PERSON, new Give(agent, TO_ERIN, true, NOON));
        refuses(Why.NOT_A_PERSON, new Give(through, TO_ERIN, true, NOON));
        refuses(Why.DELEGATE_NOT_A_PERSON, new Give(BOB, toRobot, false, NOON));
        refuses(Why.DELEGATE_UNKNOWN, new Give(BOB, toRobot, null, NOON));
        var owner = new Person("bea", List.of(BEA.id()), List.of(robot));
        to(new People(List.of(owner)))
                .when(new Give(BOB, toRobot, true, NOON))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("robot is not a person");
    }

    @Test
    void an_account_that_somebody_owns_hands_on_nothing_whatever_its_token_says() {
        var owner = new Person("bea", List.of(BEA.id()), List.of(BOB.id()));

        to(new People(List.of(owner)))
                .when(give(TO_ERIN))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("by people in person");
    }

    @Test
    void a_delegation_begins_no_earlier_than_it_is_given() {
        var backdated = given("d-2", ERIN.id(), NOON.minus(DAY), TOMORROW);

        on().when(give(backdated))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("begins now or later");
    }

    @Test
    void nobody_delegates_to_themselves_by_whichever_account() {
        var other = person("bob-admin").id();
        var bob = new Person("bob", List.of(BOB.id(), other), List.of());

        refuses(Why.DELEGATE_IS_YOU, give(given("d-2", BOB.id(), NOON, TOMORROW)));
        to(new People(List.of(bob)))
                .when(give(given("d-2", other, NOON, TOMORROW)))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("bob-admin is you");
    }

    @Test
    void a_delegate_hands_on_nothing_that_was_handed_to_them() {
        var chained =
                new DelegationGiven(
                        new DelegationId("d-2"),
                        ERIN.id(),
                        BEA.id(),
                        List.of("dba"),
                        NOON,
                        TOMORROW,
                        "");

        refuses(Why.NOT_YOUR_GROUPS, new Give(ERIN, chained, true, NOON));
        var nothing =
                new DelegationGiven(
                        chained.delegation(), ERIN.id(), BEA.id(), List.of(), NOON, TOMORROW, "");
        refuses(Why.NOT_YOUR_GROUPS, new Give(ERIN, nothing, true, NOON));
    }

    @Test
    void a_delegation_has_an_end_that_is_not_over_nor_far_away() {
        var far = NOON.plus(DelegationDecider.LONGEST);

        on().when(give(given("d-2", ERIN.id(), NOON, far)))
                .then(given("d-2", ERIN.id(), NOON, far));
        refuses(Why.BAD_TIME, give(given("d-2", ERIN.id(), NOON, far.plusSeconds(1))));
        refuses(Why.BAD_TIME, give(given("d-2", ERIN.id(), TOMORROW, TOMORROW)));
        refuses(Why.BAD_TIME, give(given("d-2", ERIN.id(), NOON.minus(DAY), NOON)));
    }

    @Test
    void there_are_so_many_at_a_time_and_so_many_in_a_month() {
        var open = given(GivingRights.MOST_OPEN, TOMORROW);
        var over = given(GivingRights.MOST_LATELY, NOON.minusSeconds(1));

        to(People.UNLINKED)
                .given(open)
                .when(give(TO_ERIN))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("more than 10");
        to(People.UNLINKED).given(open.subList(1, open.size())).when(give(TO_ERIN)).then(TO_ERIN);
        to(People.UNLINKED)
                .given(over)
                .when(give(TO_ERIN))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("50 in 30 days");
    }

    @Test
    void its_delegate_and_those_who_govern_end_it_and_others_are_told_of_none() {
        var ended = new DelegationRevoked(TO_ERIN.delegation(), "");

        on(TO_ERIN).when(revoke(ERIN, false)).then(ended);
        on(TO_ERIN).when(revoke(BEA, true)).then(ended);
        on(TO_ERIN)
                .when(revoke(BEA, false))
                .thenFails(DelegationRefused.class)
                .withMessageContaining("no such delegation");
        on().when(revoke(BOB, true)).thenFails(DelegationRefused.class);
        on(TO_ERIN, ended).when(revoke(BOB, false)).thenNothing();
    }

    @Test
    void one_is_in_force_from_its_beginning_and_before_its_end() {
        var all = new Delegations(List.of(TO_ERIN), Set.of());

        assertThat(all.inForce(ERIN.id(), NOON.minusNanos(1))).isEmpty();
        assertThat(all.inForce(ERIN.id(), NOON)).contains(TO_ERIN);
        assertThat(all.inForce(ERIN.id(), TOMORROW.minusNanos(1))).contains(TO_ERIN);
        assertThat(all.inForce(ERIN.id(), TOMORROW)).isEmpty();
        assertThat(all.inForce(BEA.id(), NOON)).isEmpty();
        assertThat(all.without(TO_ERIN.delegation()).inForce(NOON)).isEmpty();
    }

    private static List<DelegationGiven> given(int many, Instant until) {
        return IntStream.range(0, many)
                .mapToObj(i -> given("o-" + i, person("p" + i).id(), until.minusSeconds(60), until))
                .toList();
    }

    private static DelegationGiven given(
            String id, PrincipalId delegate, Instant from, Instant until) {
        return new DelegationGiven(
                new DelegationId(id), BOB.id(), delegate, List.of("dba"), from, until, "");
    }

    private static Give give(DelegationGiven given) {
        return new Give(BOB, given, true, NOON);
    }

    private static Revoke revoke(Principal by, boolean governs) {
        return new Revoke(by, governs, TO_ERIN.delegation(), "", NOON);
    }

    private static void refuses(Why why, Give give) {
        var decider = new DelegationDecider(People.UNLINKED);
        var state = decider.evolve(decider.initial(), TO_ERIN);

        assertThatExceptionOfType(DelegationRefused.class)
                .isThrownBy(() -> decider.decide(state, give))
                .satisfies(refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static GivenEvents<Delegations, DelegationAction, DelegationEvent> on(
            DelegationEvent... events) {
        return to(People.UNLINKED).given(List.of(events));
    }

    private static GivenEvents<Delegations, DelegationAction, DelegationEvent> to(People people) {
        var decider = new DelegationDecider(people);
        return GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }
}
