package dev.holdpoint.eventlog.store;

import static dev.holdpoint.eventlog.LogFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.Bytes;
import dev.holdpoint.eventlog.LogFixture;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupPositionsIT {
    private static final String TOPIC = "holdpoint.sessions";

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = LogFixture.pool(vertx, TestInfrastructure.shared().newDatabase());
    private final GroupPositions positions = positions("some_positions");

    private GroupPositions positions(String table) {
        return new GroupPositions(pool, "approval", table);
    }

    @BeforeEach
    void create() {
        get(pool.query("CREATE SCHEMA approval").execute());
        get(positions.createTable());
        get(positions.createTable());
    }

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    @Test
    void each_partition_is_read_on_behind_what_was_taken_of_it_and_never_goes_back() {
        get(positions.advance(new Position(TOPIC, 0, 7)));
        get(positions.advance(new Position(TOPIC, 0, 3)));
        get(positions.advance(new Position(TOPIC, 1, 0)));

        var later = positions("some_positions");
        assertThat(get(later.next(TOPIC, 0))).isEqualTo(8);
        assertThat(get(later.next(TOPIC, 1))).isEqualTo(1);
        assertThat(get(later.next(TOPIC, 2))).isZero();
    }

    @Test
    void readers_of_another_table_have_positions_of_their_own() {
        var others = positions("other_positions");
        get(others.createTable());

        get(positions.advance(new Position(TOPIC, 0, 7)));

        assertThat(get(others.next(TOPIC, 0))).isZero();
    }

    @Test
    void a_partition_just_written_down_is_recent_and_its_neighbour_is_not() {
        assertThat(positions.isRecent(new Position(TOPIC, 0, 7))).isFalse();

        get(positions.advance(new Position(TOPIC, 0, 7)));

        assertThat(positions.isRecent(new Position(TOPIC, 0, 8))).isTrue();
        assertThat(positions.isRecent(new Position(TOPIC, 1, 8))).isFalse();
    }

    @Test
    void
            a_batch_is_taken_in_order_and_noted_unless_it_matters_to_nobody_and_the_last_note_is_new() {
        var taken = new ArrayList<Long>();

        get(take(taken, false, 0, 1));
        get(take(taken, false, 2, 3));
        assertThat(get(positions.next(TOPIC, 0))).isEqualTo(2);
        get(take(taken, true, 4));

        assertThat(taken).containsExactly(0L, 1L, 4L);
        assertThat(get(positions.next(TOPIC, 0))).isEqualTo(5);
    }

    @Test
    void what_cannot_be_taken_leaves_the_note_where_it_was() {
        var failing =
                positions.take(List.of(at(0)), _ -> true, _ -> Future.failedFuture("no database"));

        assertThat(failing.failed()).isTrue();
        assertThat(get(positions.next(TOPIC, 0))).isZero();
    }

    private Future<Void> take(List<Long> taken, boolean matters, long... offsets) {
        return positions.take(
                LongStream.of(offsets).mapToObj(GroupPositionsIT::at).toList(),
                _ -> matters,
                event -> {
                    taken.add(event.position().offset());
                    return Future.succeededFuture();
                });
    }

    private static LoggedEvent at(long offset) {
        return new LoggedEvent(
                new Position(TOPIC, 0, offset), "s-1", new TreeMap<>(), Bytes.of(new byte[0]), 0);
    }
}
