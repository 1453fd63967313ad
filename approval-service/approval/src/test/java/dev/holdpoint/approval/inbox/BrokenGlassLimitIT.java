package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.ActionRefused.MayNotBreak;
import dev.holdpoint.approval.hold.ActionRefused.TooManyBreakings;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.approval.inbox.PersonLimit.Act;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often a person breaks the glass, at two instances on a real store. */
class BrokenGlassLimitIT {
    private static final int MOST = 3;
    private static final int TRIED = 24;
    private static SharedStore store;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(() -> NOON);
        get(PersonLimit.createTables(store.pools().getFirst(), SharedStore.SCHEMA));
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void of_any_number_at_once_by_two_accounts_at_two_instances_three_are_broken_a_day()
            throws Exception {
        var accounts = List.of(person("dan", "on-call"), person("dan-admin", "on-call"));
        var instances = instances(accounts);
        var holds = placed(TRIED);

        var broken =
                IntStream.range(0, TRIED)
                        .mapToObj(
                                i ->
                                        breaking(
                                                instances.get(i % 2),
                                                holds.get(i),
                                                accounts.get(i % 3 % 2)))
                        .toList();
        var others = breaking(instances.getFirst(), placed(1).getFirst(), person("eve", "on-call"));
        get(Future.join(broken).otherwiseEmpty());

        assertThat(get(others)).isInstanceOf(Released.class);
        assertThat(broken).filteredOn(Future::succeeded).hasSize(MOST);
        assertThat(broken.stream().filter(Future::failed).map(Future::cause))
                .hasSize(TRIED - MOST)
                .allMatch(TooManyBreakings.class::isInstance);
        assertThat(states(holds)).filteredOn(Released.class::isInstance).hasSize(MOST);
        assertThat(states(holds)).filteredOn(Open.class::isInstance).hasSize(TRIED - MOST);
    }

    @Test
    void a_day_of_the_database_later_they_may_again_and_what_they_may_not_break_counts_not()
            throws Exception {
        var fay = person("fay", "on-call");
        var desk = instances(List.of(fay)).getLast();
        for (var hold : placed(MOST)) {
            assertThat(refusal(breaking(desk, hold, person("fay", "engineers"))))
                    .isInstanceOf(MayNotBreak.class);
            get(breaking(desk, hold, fay));
            assertThat(get(breaking(desk, hold, fay))).as("again").isInstanceOf(Released.class);
        }
        var last = placed(1).getFirst();
        assertThat(refusal(breaking(desk, last, fay))).isInstanceOf(TooManyBreakings.class);

        get(
                store.pools()
                        .getFirst()
                        .query(
                                "UPDATE approval.limited_acts"
                                        + " SET noted_at = noted_at - interval '1 day'"
                                        + " WHERE subject = 'fay'")
                        .execute());

        assertThat(get(breaking(desk, last, fay))).isInstanceOf(Released.class);
    }

    @Test
    void a_limit_of_none_is_refused_at_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit(store.pools().getFirst(), 0))
                .withMessageContaining("break-glass-per-person is 0");
    }

    /** To both of which these are one person's accounts. */
    private static List<GlassDesk> instances(List<Principal> accounts) {
        var ids = accounts.stream().map(Principal::id).toList();
        var people = new People(List.of(new Person("somebody", ids, List.of())));
        return store.pools().stream()
                .map(pool -> new GlassDesk(store.desk(pool), limit(pool, MOST), people))
                .toList();
    }

    private static PersonLimit limit(Pool pool, int most) {
        return new PersonLimit(pool, SharedStore.SCHEMA, Act.BREAK_GLASS, most);
    }

    private static List<HoldId> placed(int count) throws Exception {
        var terms = EdgeLog.terms(900).breakableBy(List.of("on-call"));
        var desk = store.desk(store.pools().getFirst());
        var holds = new ArrayList<HoldId>();
        for (int i = 0; i < count; i++) {
            var hold = new HoldId(store.freshId());
            var place = new Place(Holds.placed(hold, Holds.AGENT, terms));
            get(desk.run(hold, Actor.service("approval-service"), null, place));
            holds.add(hold);
        }
        return holds;
    }

    private static Future<HoldState> breaking(GlassDesk desk, HoldId hold, Principal who) {
        return desk.run(hold, new BreakGlass(who, "it is down", NOON), null);
    }

    private static List<HoldState> states(List<HoldId> holds) throws Exception {
        var desk = store.desk(store.pools().getLast());
        var looked = holds.stream().map(desk::look).toList();
        return get(Future.all(looked)).list();
    }

    private static Throwable refusal(Future<?> refused) throws Exception {
        get(refused.otherwiseEmpty());
        return refused.cause();
    }
}
