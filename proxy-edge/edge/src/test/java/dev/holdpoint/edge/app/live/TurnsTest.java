package dev.holdpoint.edge.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2);
    private final List<Promise<Integer>> begun = new ArrayList<>();

    @Test
    void only_so_many_are_under_way_and_each_end_lets_the_next_begin() {
        var outcomes = IntStream.range(0, 5).mapToObj(_ -> turns.call(this::begin)).toList();
        assertThat(begun).hasSize(2);

        begun.get(1).complete(7);
        assertThat(begun).hasSize(3);
        begun.get(0).fail("lost");
        begun.get(2).complete(8);
        assertThat(begun).hasSize(5);

        assertThat(outcomes.get(1).result()).isEqualTo(7);
        assertThat(outcomes.get(0).failed()).isTrue();
        assertThat(outcomes.get(2).result()).isEqualTo(8);
        assertThat(outcomes.get(3).isComplete()).isFalse();
    }

    @Test
    void once_all_have_ended_as_many_may_begin_again() {
        var many = IntStream.range(0, 10_000).mapToObj(n -> turns.call(() -> at(n))).toList();
        assertThat(many).allMatch(Future::succeeded);

        turns.call(this::begin);
        turns.call(this::begin);
        turns.call(this::begin);
        assertThat(begun).hasSize(2);
    }

    @Test
    void many_that_wait_and_end_at_once_end_in_turn() {
        turns.call(this::begin);
        turns.call(this::begin);
        var many = IntStream.range(0, 100_000).mapToObj(n -> turns.call(() -> at(n))).toList();
        assertThat(many).noneMatch(Future::isComplete);

        begun.getFirst().complete(1);
        assertThat(many).allMatch(Future::succeeded);
    }

    @Test
    void a_call_that_throws_has_failed_and_ended() {
        for (int times = 0; times < 3; times++) {
            assertThat(turns.call(TurnsTest::thrown).failed()).isTrue();
        }
    }

    private static Future<Integer> thrown() {
        throw new IllegalStateException("thrown");
    }

    private Future<Integer> begin() {
        var promise = Promise.<Integer>promise();
        begun.add(promise);
        return promise.future();
    }

    private static Future<Integer> at(int number) {
        return Future.succeededFuture(number);
    }
}
