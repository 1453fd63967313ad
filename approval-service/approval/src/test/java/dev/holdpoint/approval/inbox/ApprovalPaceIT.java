package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.ActionRefused.TooFast;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.approval.inbox.PersonLimit.Act;
import dev.holdpoint.approval.inbox.VotingDesk.Cast;
import dev.holdpoint.approval.inbox.VotingDesk.Voted;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AP-17: an approver's account that somebody took over, at two instances on a real store. */
class ApprovalPaceIT {
    private static final int MOST = 30;
    private static final int SCRIPTED = 200;
    private static final Principal MALLORY = Holds.person("mallory", "dba");
    private static final Principal MALLORY_AGAIN = Holds.person("mallory-admin", "dba");
    private static final People PEOPLE =
            new People(
                    List.of(
                            new Person(
                                    "mallory",
                                    List.of(MALLORY.id(), MALLORY_AGAIN.id()),
                                    List.of())));

    private SharedStore store;
    private List<VotingDesk> instances;

    @BeforeEach
    void open() throws Exception {
        store = new SharedStore(() -> NOON);
        get(PersonLimit.createTables(store.pools().getFirst(), SharedStore.SCHEMA));
        instances =
                store.pools().stream()
                        .map(pool -> new VotingDesk(store.desk(pool), pace(pool, MOST), PEOPLE))
                        .toList();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void who_approves_of_two_hundred_at_once_by_two_accounts_gets_as_many_as_are_read_in_a_minute()
            throws Exception {
        var holds = new ArrayList<HoldState>();
        for (int i = 0; i < SCRIPTED; i++) {
            holds.add(placed());
        }

        var votes =
                IntStream.range(0, SCRIPTED)
                        .mapToObj(
                                i ->
                                        approve(
                                                instances.get(i % 2),
                                                holds.get(i),
                                                i % 3 == 0 ? MALLORY : MALLORY_AGAIN))
                        .toList();
        get(Future.join(votes).otherwiseEmpty());

        assertThat(votes.stream().filter(Future::succeeded)).hasSize(MOST);
        assertThat(votes.stream().filter(Future::failed).map(Future::cause))
                .hasSize(SCRIPTED - MOST)
                .allMatch(TooFast.class::isInstance);
        assertThat(states(holds)).filteredOn(Released.class::isInstance).hasSize(MOST);
        assertThat(states(holds)).filteredOn(Open.class::isInstance).hasSize(SCRIPTED - MOST);
    }

    @Test
    void others_approve_meanwhile_and_everybody_may_deny_and_repeat_themselves() throws Exception {
        var desk = instances.getFirst();
        var first = placed();
        get(approve(desk, first, MALLORY));
        for (int i = 1; i < MOST; i++) {
            get(approve(desk, placed(), MALLORY));
        }
        var next = placed();

        assertThat(approved(desk, next, MALLORY)).isFalse();
        assertThat(approved(desk, first, MALLORY)).as("again").isTrue();
        assertThat(get(approve(desk, next, Holds.BOB)).state()).isInstanceOf(Released.class);
        var other = placed();
        assertThat(get(deny(desk, other, MALLORY)).state()).isInstanceOf(Refused.class);
    }

    @Test
    void after_a_minute_they_go_on() throws Exception {
        var desk = instances.getFirst();
        for (int i = 0; i < MOST; i++) {
            get(approve(desk, placed(), MALLORY));
        }
        assertThat(approved(desk, placed(), MALLORY)).isFalse();

        get(
                store.pools()
                        .getFirst()
                        .query(
                                "UPDATE approval.limited_acts"
                                        + " SET noted_at = noted_at - interval '1 minute'")
                        .execute());

        assertThat(approved(desk, placed(), MALLORY)).isTrue();
    }

    @Test
    void what_somebody_may_not_approve_uses_nothing_up() throws Exception {
        var desk = instances.getFirst();
        for (int i = 0; i < 2 * MOST; i++) {
            var others = placed(Holds.staged(Holds.stage(new QuorumPart("security", 1))));
            assertThat(approved(desk, others, MALLORY)).isFalse();
        }

        for (int i = 0; i < MOST; i++) {
            get(approve(desk, placed(), MALLORY));
        }
    }

    private static PersonLimit pace(Pool pool, int most) {
        return new PersonLimit(pool, SharedStore.SCHEMA, Act.APPROVE, most);
    }

    @Test
    void a_limit_of_none_is_refused_at_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pace(store.pools().getFirst(), 0))
                .withMessageContaining("approvals-per-minute is 0");
    }

    private boolean approved(VotingDesk desk, HoldState hold, Principal voter) throws Exception {
        var vote = approve(desk, hold, voter);
        get(Future.join(List.of(vote)).otherwiseEmpty());
        return vote.succeeded();
    }

    private static Future<Voted> approve(VotingDesk desk, HoldState hold, Principal voter) {
        return cast(desk, hold, new Approve(voter, "agreed", NOON), voter);
    }

    private static Future<Voted> deny(VotingDesk desk, HoldState hold, Principal voter) {
        return cast(desk, hold, new Deny(voter, "no", NOON), voter);
    }

    private static Future<Voted> cast(
            VotingDesk desk, HoldState hold, HoldAction action, Principal voter) {
        return desk.cast(
                (Placed) hold,
                Voter.inPerson(voter),
                new Cast(id(hold), _ -> action, List.of(), _ -> action),
                null);
    }

    private HoldState placed() throws Exception {
        return placed(EdgeLog.terms(900));
    }

    private HoldState placed(HoldTerms terms) throws Exception {
        var desk = store.desk(store.pools().getFirst());
        var hold = new HoldId(store.freshId());
        var placed = Holds.placed(hold, Holds.AGENT, terms);
        return get(desk.run(hold, Actor.service("approval-service"), null, new Place(placed)))
                .state();
    }

    private List<HoldState> states(List<HoldState> holds) throws Exception {
        var desk = store.desk(store.pools().getLast());
        var found = new ArrayList<HoldState>();
        for (var hold : holds) {
            found.add(get(desk.look(id(hold))));
        }
        return found;
    }

    private static HoldId id(HoldState hold) {
        return ((Placed) hold).ballot().placed().hold();
    }
}
