package dev.holdpoint.approval.access;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.approval.access.AccessAction.Approve;
import dev.holdpoint.approval.access.AccessAction.Ask;
import dev.holdpoint.approval.access.AccessAction.Deny;
import dev.holdpoint.approval.access.AccessAction.Expire;
import dev.holdpoint.approval.access.AccessAction.Known;
import dev.holdpoint.approval.access.AccessAction.Revoke;
import dev.holdpoint.approval.access.AccessAction.Withdraw;
import dev.holdpoint.approval.access.AccessRefusal.Kind;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Vote;
import dev.holdpoint.testkit.GivenEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessDeciderTest {
    private static final AccessRequestId REQUEST = new AccessRequestId("r-1");
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final AccessScope ALL =
            new AccessScope(List.of(Effect.READ, Effect.WRITE), 7_200);
    private static final AccessScope READ = new AccessScope(List.of(Effect.READ), 3_600);
    private static final AccessScope WRITE = new AccessScope(List.of(Effect.WRITE), 3_600);
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant EXPIRY = NOON.plusSeconds(900);

    @Test
    void one_approval_of_a_quorum_of_one_gives_what_was_asked_for() {
        given(asked(1))
                .when(approve(BOB, null))
                .then(approved(BOB, ALL), given(ALL, LATER.plusSeconds(7_200), BOB));
    }

    @Test
    void an_approver_may_give_less_but_not_more() {
        given(asked(1))
                .when(approve(BOB, READ))
                .then(approved(BOB, READ), given(READ, LATER.plusSeconds(3_600), BOB));
        fails(Kind.WIDER_THAN_ASKED, approve(BOB, new AccessScope(List.of(Effect.DDL), 60)), 1);
        fails(Kind.WIDER_THAN_ASKED, approve(BOB, new AccessScope(List.of(Effect.READ), 7_201)), 1);
    }

    @Test
    void several_approvers_give_what_all_of_them_agree_to() {
        given(asked(2), approved(BOB, ALL))
                .when(approve(BEA, READ, known(1)))
                .then(approved(BEA, READ), given(READ, LATER.plusSeconds(3_600), BOB, BEA));
        fails(Kind.NOTHING_IN_COMMON, approve(BEA, WRITE, known(1)), 2, approved(BOB, READ));
    }

    @Test
    void neither_the_requester_nor_who_is_behind_it_approves() {
        fails(Kind.SELF_APPROVAL, approve(ALICE, null), 1);
        fails(Kind.SELF_APPROVAL, approve(AGENT, null), 1);
        var owner = new People(List.of(new Person("bea", List.of(BEA.id()), List.of(AGENT.id()))));
        assertRefused(Kind.SELF_APPROVAL, owner, approve(BEA, null), asked(1));
    }

    @Test
    void only_people_of_the_groups_vote() {
        fails(Kind.NOT_ELIGIBLE, approve(ERIN, null), 1);
        fails(Kind.NOT_ELIGIBLE, new Deny(ERIN, "no", LATER), 1);
        var machine = new Principal(BOB.id(), "bob", PrincipalKind.AGENT, BOB.groups(), null);
        fails(Kind.NOT_A_PERSON, approve(machine, null), 1);
        var owner = new People(List.of(new Person("bea", List.of(BEA.id()), List.of(BOB.id()))));
        assertRefused(Kind.NOT_A_PERSON, owner, approve(BOB, null), asked(1));
    }

    @Test
    void a_person_counts_once_with_all_their_accounts() {
        var twice = person("bob-admin", "dba");
        var people =
                new People(List.of(new Person("bob", List.of(BOB.id(), twice.id()), List.of())));
        assertRefused(
                Kind.VOTED_ALREADY,
                people,
                approve(twice, null, known(1)),
                asked(2),
                approved(BOB, ALL));
        given(asked(2), approved(BOB, ALL)).when(approve(BOB, null, known(1))).thenNothing();
    }

    @Test
    void who_has_left_the_group_by_the_last_vote_does_not_count_any_more() {
        Map<PrincipalId, List<String>> left = Map.of(BOB.id(), List.of("engineers"));
        given(asked(2), approved(BOB, ALL))
                .when(approve(BEA, null, known(1, AGENT, left)))
                .then(approved(BEA, ALL));
        given(asked(2), approved(BOB, ALL), approved(BEA, ALL))
                .when(approve(CAROL, null, known(2, AGENT, left)))
                .then(approved(CAROL, ALL), given(ALL, LATER.plusSeconds(7_200), BEA, CAROL));
    }

    @Test
    void votes_of_the_requesters_side_or_of_one_person_twice_do_not_count_whenever_it_is_known() {
        var twice = person("bob-admin", "dba");
        var one = new People(List.of(new Person("bob", List.of(BOB.id(), twice.id()), List.of())));
        var owner = new People(List.of(new Person("bob", List.of(BOB.id()), List.of(AGENT.id()))));

        given(one, asked(3), approved(BOB, ALL), approved(twice, ALL))
                .when(approve(BEA, null, known(2)))
                .then(approved(BEA, ALL));
        given(owner, asked(2), approved(BOB, ALL))
                .when(approve(BEA, null, known(1)))
                .then(approved(BEA, ALL));
    }

    @Test
    void who_may_vote_in_the_requesters_place_does_not_approve_nor_count_by_the_last_vote() {
        fails(Kind.REQUESTERS_DELEGATE, approve(BOB, null, delegated(0, BOB)), 1);
        var twice = person("bob-admin", "dba");
        var one = new People(List.of(new Person("bob", List.of(BOB.id(), twice.id()), List.of())));
        assertRefused(
                Kind.REQUESTERS_DELEGATE, one, approve(twice, null, delegated(0, BOB)), asked(1));
        given(asked(2), approved(BOB, ALL))
                .when(approve(BEA, null, delegated(1, BOB)))
                .then(approved(BEA, ALL));
    }

    @Test
    void a_vote_that_was_decided_upon_before_another_came_is_looked_at_again() {
        fails(Kind.OVERTAKEN, approve(BEA, null, known(0)), 2, approved(BOB, ALL));
    }

    @Test
    void what_is_given_is_for_the_requester_as_they_are_known_at_the_approval() {
        var left = Holds.agentOf(AGENT.id().subject(), ALICE.id(), "agents");
        given(asked(1))
                .when(approve(BOB, null, known(0, left, Map.of())))
                .then(
                        approved(BOB, ALL),
                        given(left, ALL, LATER.plusSeconds(7_200), List.of(BOB.id())));
    }

    @Test
    void an_agent_is_somebody_else_for_each_human_it_acts_for() {
        var other = Holds.agentOf(AGENT.id().subject(), BEA.id());
        var again =
                new AccessRequested(
                        REQUEST,
                        other,
                        PAYMENTS,
                        ALL,
                        "ticket 7",
                        new RevisionId("sha256:1"),
                        List.of("payments/on-call"),
                        terms(1),
                        EXPIRY);

        fails(Kind.NOT_YOURS, new Withdraw(other, "", LATER), 1);
        fails(Kind.KEY_USED, new Ask(again), 1);
    }

    @Test
    void a_denial_ends_it_whatever_was_said_before() {
        given(asked(2), approved(BOB, ALL))
                .when(new Deny(BEA, "no", LATER))
                .then(
                        new AccessVoteCast(
                                REQUEST, BEA.id(), List.of("dba"), Vote.DENY, "no", null),
                        new AccessRefused(REQUEST, BEA.id(), "no"));
    }

    @Test
    void who_asked_or_the_human_behind_it_withdraws_it_and_nobody_else() {
        for (var own : List.of(AGENT, ALICE)) {
            given(asked(1))
                    .when(new Withdraw(own, "done", LATER))
                    .then(new AccessWithdrawn(REQUEST, "done"));
        }
        fails(Kind.NOT_YOURS, new Withdraw(BOB, "", LATER), 1);
    }

    @Test
    void time_ends_what_nobody_decides_and_no_vote_revives_it() {
        given(asked(1)).when(new Expire(LATER)).thenNothing();
        given(asked(1)).when(new Expire(EXPIRY)).then(new AccessExpired(REQUEST));
        fails(Kind.REQUEST_IS_OVER, new Approve(BOB, "agreed", null, known(0), EXPIRY), 1);
        fails(Kind.REQUEST_IS_OVER, approve(BOB, null), 1, new AccessExpired(REQUEST));
    }

    @Test
    void a_vote_that_decided_may_be_sent_again_and_changes_nothing() {
        var given = given(ALL, LATER.plusSeconds(7_200), BOB);
        given(asked(1), approved(BOB, ALL), given).when(approve(BOB, null)).thenNothing();
        assertRefused(
                Kind.REQUEST_IS_OVER,
                People.UNLINKED,
                approve(BOB, READ),
                asked(1),
                approved(BOB, ALL),
                given);
        assertRefused(
                Kind.REQUEST_IS_OVER,
                People.UNLINKED,
                approve(BEA, null),
                asked(1),
                approved(BOB, ALL),
                given);
    }

    @Test
    void a_reason_is_required_where_the_terms_say_so() {
        var terms = new AccessTerms(List.of(new QuorumPart("dba", 1)), 900, true);
        assertRefused(
                Kind.JUSTIFICATION_REQUIRED,
                People.UNLINKED,
                new Approve(BOB, " ", null, known(0), LATER),
                asked(terms));
    }

    @Test
    void asking_again_is_no_news_and_asking_for_something_else_under_the_same_id_is_refused() {
        given(asked(1)).when(new Ask(asked(1))).thenNothing();
        var other =
                new AccessRequested(
                        REQUEST,
                        AGENT,
                        new TargetName("crm"),
                        ALL,
                        "ticket 7",
                        new RevisionId("sha256:1"),
                        List.of("payments/on-call"),
                        terms(1),
                        EXPIRY);
        fails(Kind.KEY_USED, new Ask(other), 1);
    }

    @Test
    void nobody_votes_on_what_was_never_asked() {
        assertRefused(Kind.UNKNOWN_REQUEST, People.UNLINKED, approve(BOB, null));
    }

    @Test
    void what_somebody_approved_whose_account_was_taken_over_is_refused_while_it_is_open() {
        var revoke = new Revoke(CAROL.id(), Set.of(BOB.id()), "laptop stolen");

        given(asked(2), approved(BOB, ALL))
                .when(revoke)
                .then(
                        new AccessRefused(
                                REQUEST,
                                CAROL.id(),
                                "the approval of bob was taken back: laptop stolen"));
        given(asked(2), approved(BEA, ALL)).when(revoke).thenNothing();
        given(asked(1), approved(BOB, ALL), given(ALL, LATER.plusSeconds(7_200), BOB))
                .when(revoke)
                .thenNothing();
        given().when(revoke).thenNothing();
    }

    private static void fails(Kind kind, AccessAction action, int votes, AccessEvent... more) {
        var events = new AccessEvent[more.length + 1];
        events[0] = asked(votes);
        System.arraycopy(more, 0, events, 1, more.length);
        assertRefused(kind, People.UNLINKED, action, events);
    }

    private static void assertRefused(
            Kind kind, People people, AccessAction action, AccessEvent... events) {
        var decider = new AccessDecider(people);
        var state = decider.initial();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        var folded = state;
        assertThatThrownBy(() -> decider.decide(folded, action))
                .isInstanceOfSatisfying(
                        AccessRefusal.class,
                        refused ->
                                org.assertj.core.api.Assertions.assertThat(refused.kind())
                                        .isEqualTo(kind));
    }

    private static GivenEvents<AccessState, AccessAction, AccessEvent> given(
            AccessEvent... events) {
        return given(People.UNLINKED, events);
    }

    private static GivenEvents<AccessState, AccessAction, AccessEvent> given(
            People people, AccessEvent... events) {
        var decider = new AccessDecider(people);
        return GivenEvents.to(decider.initial(), decider::evolve, decider::decide)
                .given(List.of(events));
    }

    private static AccessTerms terms(int votes) {
        return new AccessTerms(List.of(new QuorumPart("dba", votes)), 900, false);
    }

    private static AccessRequested asked(int votes) {
        return asked(terms(votes));
    }

    /** By the agent that acts for alice. */
    private static AccessRequested asked(AccessTerms terms) {
        return new AccessRequested(
                REQUEST,
                AGENT,
                PAYMENTS,
                ALL,
                "ticket 7",
                new RevisionId("sha256:1"),
                List.of("payments/on-call"),
                terms,
                EXPIRY);
    }

    private static Approve approve(Principal voter, @Nullable AccessScope scope) {
        return approve(voter, scope, known(0));
    }

    private static Approve approve(Principal voter, @Nullable AccessScope scope, Known known) {
        return new Approve(voter, "agreed", scope, known, LATER);
    }

    private static Known known(int votes) {
        return known(votes, AGENT, Map.of());
    }

    private static Known known(
            int votes, Principal requester, Map<PrincipalId, List<String>> groups) {
        return new Known(votes, requester, groups, Set.of());
    }

    /** Bob, or whoever else is named, votes in alice's place. */
    private static Known delegated(int votes, Principal delegate) {
        return new Known(votes, AGENT, Map.of(), Set.of(delegate.id()));
    }

    private static AccessVoteCast approved(Principal voter, AccessScope scope) {
        return new AccessVoteCast(
                REQUEST, voter.id(), List.of("dba"), Vote.APPROVE, "agreed", scope);
    }

    private static AccessApproved given(AccessScope scope, Instant until, Principal... approvers) {
        return given(AGENT, scope, until, List.of(approvers).stream().map(Principal::id).toList());
    }

    /** By the quorum of as many as approved. */
    private static AccessApproved given(
            Principal requester, AccessScope scope, Instant until, List<PrincipalId> approvers) {
        return new AccessApproved(
                REQUEST,
                requester,
                PAYMENTS,
                ALL,
                scope,
                terms(approvers.size()),
                approvers,
                "ticket 7",
                until);
    }
}
