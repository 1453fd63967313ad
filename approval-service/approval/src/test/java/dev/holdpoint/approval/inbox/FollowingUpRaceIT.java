package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The clocks of two instances, started anew again and again, on one real store. */
class FollowingUpRaceIT {
    private static final int RACES = 100;
    private static SharedStore store;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(InstantSource.system());
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void of_many_clocks_at_once_one_reminds_and_escalates_and_a_vote_beside_them_counts()
            throws Exception {
        for (int race = 0; race < RACES; race++) {
            var hold = new HoldId(store.freshId());
            var terms = Holds.following(EdgeLog.terms(900), 300, 600, "leads");
            get(run(0, hold, new Place(Holds.placed(hold, AGENT, terms))));

            var clocks =
                    IntStream.range(0, 8)
                            .mapToObj(n -> run(n, hold, new Expire(NOON.plusSeconds(300 + 43 * n))))
                            .toList();
            var vote = run(8, hold, new Approve(BOB, "agreed", NOON.plusSeconds(600)));
            get(Future.join(clocks));
            get(vote);
            get(run(9, hold, new Expire(NOON.plusSeconds(610))));

            var events = store.events(hold);
            assertThat(events).filteredOn(HoldReminded.class::isInstance).hasSizeLessThan(2);
            assertThat(events).filteredOn(HoldEscalated.class::isInstance).hasSizeLessThan(2);
            assertThat(events.getLast()).isInstanceOf(HoldReleased.class);
        }
    }

    /** As if each came from a process that has just started: nothing but the store is shared. */
    private static Future<?> run(int n, HoldId hold, HoldAction action) {
        var pools = store.pools();
        return store.desk(pools.get(n % pools.size()))
                .run(hold, Actor.service("approval-service"), null, action);
    }
}
