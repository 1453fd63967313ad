package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.inbox.WaitingCommands.Open;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances take in held commands at once, on a real store. */
class OpenLimitsIT {
    private static final int AT_ONCE = 64;

    private static final String EDGE = "proxy-edge/edge-1";
    private SharedStore store;
    private List<WaitingCommands> instances;

    @BeforeEach
    void open() throws Exception {
        store = new SharedStore(() -> NOON);
        instances =
                store.pools().stream()
                        .map(pool -> new WaitingCommands(pool, SharedStore.SCHEMA))
                        .toList();
        get(instances.getFirst().createTables());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void of_any_number_of_holds_of_one_principal_at_once_only_so_many_open() throws Exception {
        var limits = new OpenLimits(5, 1_000);

        assertThat(opened("mallory", limits)).isEqualTo(5);
        assertThat(get(instances.getLast().open(hold("mallory"), EDGE, limits, NOON)))
                .contains(new Open(5, 5));
        assertThat(get(instances.getLast().open(hold("alice"), EDGE, limits, NOON))).isEmpty();
    }

    @Test
    void of_any_number_of_holds_of_all_principals_at_once_only_so_many_open() throws Exception {
        var limits = new OpenLimits(7, 7);
        var first = hold("p-first");
        get(instances.getFirst().open(first, EDGE, limits, NOON));
        var many =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(i -> instances.get(i % 2).open(hold("p" + i), EDGE, limits, NOON))
                        .toList();
        get(Future.join(many));

        assertThat(many.stream().map(Future::result).filter(Optional::isEmpty)).hasSize(6);
        assertThat(get(instances.getLast().open(hold("late"), EDGE, limits, NOON)))
                .contains(new Open(0, 7));

        assertThat(get(instances.getLast().open(first, EDGE, limits, NOON))).as("again").isEmpty();
        get(instances.getLast().remove(first.hold()));
        assertThat(get(instances.getLast().open(hold("late"), EDGE, limits, NOON))).isEmpty();
        assertThat(get(instances.getLast().open(hold("later"), EDGE, limits, EXPIRY)))
                .as("those that expired count no more")
                .isEmpty();
    }

    private long opened(String requester, OpenLimits limits) throws Exception {
        var many =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(
                                i -> instances.get(i % 2).open(hold(requester), EDGE, limits, NOON))
                        .toList();
        get(Future.join(many));
        return many.stream().map(Future::result).filter(Optional::isEmpty).count();
    }

    private HoldPlaced hold(String requester) {
        return Holds.placed(new HoldId(store.freshId()), person(requester), EdgeLog.terms(900));
    }
}
