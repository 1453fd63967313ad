package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.OtherEdge;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Approvers are looked up again at the claim, at another instance than the one that saw them. */
class ApproversLeftIT {
    private static final Instant LATER = NOON.plusSeconds(30);
    private static SharedStore store;
    private static HoldDesk desk;
    private static Memberships here;
    private static Memberships there;
    private static ClaimDesk claims;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(() -> NOON.plusSeconds(60));
        var pools = store.pools();
        desk = store.desk(pools.getFirst());
        here = store.memberships(pools.getFirst());
        there = store.memberships(pools.getLast());
        claims = store.claims(pools.getLast());
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void a_release_is_not_claimed_once_a_later_token_shows_that_its_approver_left()
            throws Exception {
        var dan = person("dan", "dba");
        var hold = releasedBy(dan);
        get(here.note(dan, NOON));
        get(there.note(person("dan", "engineers"), LATER));
        get(here.note(dan, NOON));

        var refused = claims.claim(query(hold));
        get(refused.otherwiseEmpty());

        assertThat(refused.cause()).isInstanceOf(ApproversLeft.class).hasMessageContaining("dan");
        assertThat(get(desk.look(hold))).isInstanceOf(Released.class);

        get(there.note(dan, LATER.plusSeconds(1)));
        assertThat(get(claims.claim(query(hold))).state()).isInstanceOf(Claimed.class);
    }

    @Test
    void an_approver_who_is_still_a_member_or_never_showed_another_token_counts() throws Exception {
        var eve = person("eve", "dba");
        get(here.note(eve, NOON));

        assertThat(get(claims.claim(query(releasedBy(eve)))).state()).isInstanceOf(Claimed.class);
        assertThat(get(claims.claim(query(releasedBy(BOB)))).state()).isInstanceOf(Claimed.class);
    }

    @Test
    void an_edge_at_which_the_command_does_not_wait_claims_nothing() throws Exception {
        var hold = releasedBy(BOB);

        for (var other : List.of("edge-2/1", "edge", "edge-11", "edge-2/edge-1")) {
            var refused = claims.claim(query(hold, other));
            get(refused.otherwiseEmpty());
            assertThat(refused.cause()).as(other).isInstanceOf(OtherEdge.class);
        }
        assertThat(get(claims.claim(query(hold, "edge-1/7"))).state()).isInstanceOf(Claimed.class);
    }

    @Test
    void memberships_are_those_of_the_latest_token_of_each_issuer_and_subject() throws Exception {
        var fay = new PrincipalId("http://other", "fay");
        var twin = person("fay", "sre").id();
        get(here.note(person("fay", "sre"), LATER));
        get(here.note(person("fay", "dba"), NOON));

        assertThat(get(there.of(List.of(twin, fay)))).isEqualTo(Map.of(twin, List.of("sre")));
        assertThat(get(there.of(List.of()))).isEmpty();
    }

    @Test
    void whoever_shows_an_old_token_is_in_no_group_they_have_left() throws Exception {
        var gil = person("gil", "dba", "sre");
        get(here.note(person("gil", "sre", "ops"), LATER));

        assertThat(get(there.known(gil)).groups()).containsExactly("sre");
        assertThat(get(there.known(person("hal", "dba"))).groups()).containsExactly("dba");
    }

    @Test
    void what_is_known_is_forgotten_once_no_token_of_that_age_is_good_for_a_vote()
            throws Exception {
        var old = person("kim", "dba");
        var now = new AtomicReference<>(NOON);
        var pool = store.pools().getFirst();
        var memberships = new Memberships(pool, SharedStore.SCHEMA, SharedStore.KEPT_FOR, now::get);
        get(memberships.note(old, NOON));
        assertThat(memberships.isTooOld(NOON)).isFalse();

        now.set(NOON.plus(SharedStore.KEPT_FOR).plusSeconds(1));
        get(memberships.note(person("liv", "dba"), now.get()));

        assertThat(memberships.isTooOld(NOON)).isTrue();
        assertThat(get(there.of(List.of(old.id())))).isEmpty();
        get(memberships.note(old, NOON));
        assertThat(get(there.of(List.of(old.id())))).isEmpty();
    }

    private static HoldId releasedBy(Principal approver) throws Exception {
        var hold = new HoldId(store.freshId());
        var actor = Actor.service("approval-service");
        var placed = Holds.placed(hold, AGENT, EdgeLog.terms(900));
        store.waits(placed, "edge-1");
        get(desk.run(hold, actor, null, new Place(placed)));
        get(desk.run(hold, actor, null, new Approve(approver, "agreed", NOON.plusSeconds(50))));
        return hold;
    }

    private static ClaimQuery query(HoldId hold) {
        return query(hold, "edge-1");
    }

    private static ClaimQuery query(HoldId hold, String edge) {
        return new ClaimQuery(hold, SESSION, COMMAND, DIGEST, edge);
    }
}
