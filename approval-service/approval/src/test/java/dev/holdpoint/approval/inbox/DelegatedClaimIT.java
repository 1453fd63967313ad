package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.delegation.DelegationRefused;
import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.NoMandate;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Delegations are looked up again at the claim, at another instance than the one of the vote. */
class DelegatedClaimIT {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);
    private static final Duration DAY = Duration.ofDays(1);
    private static SharedStore store;
    private static HoldDesk desk;
    private static Memberships memberships;
    private static DelegationDesk here;
    private static DelegationDesk there;
    private static Voters voters;
    private static ClaimDesk claims;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(NOW::get);
        var first = store.pools().getFirst();
        var last = store.pools().getLast();
        desk = store.desk(first);
        memberships = store.memberships(first);
        here = store.delegations(first);
        there = store.delegations(last);
        voters = store.voters(first);
        claims = store.claims(last);
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void a_vote_in_anothers_place_is_good_until_the_delegation_is_revoked() throws Exception {
        var dan = known(person("dan", "dba"));
        var erin = known(person("erin"));
        var delegation = given(dan, erin, NOON.plus(DAY));

        assertThat(get(claims.claim(query(released(erin, dan)))).state())
                .isInstanceOf(Claimed.class);

        var late = released(erin, dan);
        get(there.revoke(dan.id(), new Revoke(dan, false, delegation, "", NOON), null));

        assertThat(refusal(claims.claim(query(late)))).isInstanceOf(ApproversLeft.class);
        assertThat(refusal(voters.mandate(erin.id(), dan.id(), NOON)))
                .isInstanceOf(NoMandate.class);
    }

    @Test
    void a_vote_in_the_place_of_somebody_who_left_counts_no_more() throws Exception {
        var fay = known(person("fay", "dba"));
        var gil = known(person("gil"));
        given(fay, gil, NOON.plus(DAY));
        var hold = released(gil, fay);

        get(memberships.note(person("fay", "engineers"), NOON.plusSeconds(30)));

        assertThat(refusal(claims.claim(query(hold)))).isInstanceOf(ApproversLeft.class);
    }

    @Test
    void a_delegates_own_delegation_gives_nothing_of_what_was_delegated_to_them() throws Exception {
        var hal = known(person("hal", "dba"));
        var ida = known(person("ida", "engineers"));
        var jon = known(person("jon"));
        given(hal, ida, NOON.plus(DAY));
        given(ida, jon, NOON.plus(DAY), "engineers");

        assertThat(refusal(voters.mandate(jon.id(), hal.id(), NOON))).isInstanceOf(NoMandate.class);
        assertThat(get(voters.mandate(jon.id(), ida.id(), NOON)).handedOver())
                .containsExactly("engineers");
        assertThat(refusal(give(ida, jon, NOON.plus(DAY), "dba")))
                .isInstanceOf(DelegationRefused.class);
    }

    @Test
    void what_is_known_of_a_delegator_is_kept_for_as_long_as_the_delegation() throws Exception {
        var kim = known(person("kim", "dba"));
        var liv = known(person("liv"));
        var until = NOON.plus(SharedStore.KEPT_FOR).plus(DAY);
        given(kim, liv, until);
        get(memberships.note(person("kim", "engineers"), NOON.plusSeconds(30)));
        try {
            NOW.set(until.minusSeconds(1));
            known(person("max"));
            assertThat(get(memberships.of(List.of(kim.id(), liv.id()))))
                    .isEqualTo(Map.of(kim.id(), List.of("engineers")));

            NOW.set(until.plusSeconds(1));
            known(person("ned"));
            assertThat(get(memberships.of(List.of(kim.id())))).isEmpty();
            assertThat(refusal(voters.mandate(liv.id(), kim.id(), NOW.get())))
                    .isInstanceOf(NoMandate.class);
        } finally {
            NOW.set(NOON);
        }
    }

    @Test
    void of_any_number_given_at_once_only_so_many_are() throws Exception {
        var pat = known(person("pat", "dba"));
        var delegates = IntStream.range(0, 16).mapToObj(i -> person("delegate-" + i)).toList();
        for (var delegate : delegates) {
            known(delegate);
        }

        var given = delegates.stream().map(each -> give(pat, each, NOON.plus(DAY), "dba")).toList();
        get(Future.join(given).otherwiseEmpty());

        assertThat(given).filteredOn(Future::succeeded).hasSize(10);
        assertThat(get(here.look(pat.id())).given()).hasSize(10);
    }

    private static Principal known(Principal somebody) throws Exception {
        get(memberships.note(somebody, NOW.get()));
        return somebody;
    }

    private static DelegationId given(
            Principal delegator, Principal delegate, Instant until, String... groups)
            throws Exception {
        var handedOver = groups.length == 0 ? new String[] {"dba"} : groups;
        var decided = get(give(delegator, delegate, until, handedOver));
        return decided.getFirst();
    }

    private static Future<List<DelegationId>> give(
            Principal delegator, Principal delegate, Instant until, String... groups) {
        var given =
                new DelegationGiven(
                        new DelegationId(store.freshId()),
                        delegator.id(),
                        delegate.id(),
                        List.of(groups),
                        NOON,
                        until,
                        "");
        return here.give(delegator, given, null, NOON)
                .map(
                        decided ->
                                decided.events().stream()
                                        .map(event -> event.delegation())
                                        .toList());
    }

    private static HoldId released(Principal delegate, Principal delegator) throws Exception {
        var hold = new HoldId(store.freshId());
        var actor = Actor.service("approval-service");
        var placed = Holds.placed(hold, AGENT, EdgeLog.terms(900));
        store.waits(placed, "edge-1");
        var state = (Placed) get(desk.run(hold, actor, null, new Place(placed))).state();
        var mandate = get(voters.mandate(delegate.id(), delegator.id(), NOON));
        var voter = get(voters.voter(state, delegate, mandate, NOON));
        get(desk.run(hold, actor, null, new Approve(voter, "agreed", NOON, null)));
        return hold;
    }

    private static Throwable refusal(Future<?> refused) throws Exception {
        get(refused.otherwiseEmpty());
        return refused.cause();
    }

    private static ClaimQuery query(HoldId hold) {
        return new ClaimQuery(hold, SESSION, COMMAND, DIGEST, "edge-1");
    }
}
