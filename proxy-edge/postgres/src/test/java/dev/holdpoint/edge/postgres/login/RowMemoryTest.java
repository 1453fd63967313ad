package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMemoryTest {
    private final RowMemory memory = new RowMemory(1_000, Duration.ofSeconds(1));
    private final List<String> granted = new ArrayList<>();
    private final RowMemory.Share one = memory.share(() -> granted.add("one"));
    private final RowMemory.Share two = memory.share(() -> granted.add("two"));
    private final RowMemory.Share three = memory.share(() -> granted.add("three"));

    @Test
    void what_is_taken_never_adds_up_to_more_than_there_is() {
        assertThat(one.take(600)).isTrue();
        assertThat(two.take(600)).isFalse();
        assertThat(memory.left()).isEqualTo(400);
        assertThat(memory.waiting()).isOne();

        one.give(600);

        assertThat(granted).containsExactly("two");
        assertThat(memory.left()).isEqualTo(400);
    }

    @Test
    void a_small_want_does_not_overtake_a_large_one() {
        assertThat(one.take(600)).isTrue();
        assertThat(two.take(600)).isFalse();
        assertThat(three.take(100)).isFalse();

        one.give(600);

        assertThat(granted).containsExactly("two", "three");
        assertThat(memory.left()).isEqualTo(300);
    }

    @Test
    void who_leaves_gives_back_what_it_has_and_its_place_in_the_line() {
        assertThat(one.take(1_000)).isTrue();
        assertThat(two.take(1_000)).isFalse();
        assertThat(three.take(10)).isFalse();

        two.close();
        one.close();
        one.give(1_000);

        assertThat(granted).containsExactly("three");
        assertThat(memory.left()).isEqualTo(990);
    }

    @Test
    void the_largest_message_of_a_target_fits_into_any_heap() {
        assertThat(RowMemory.ofHeap().most()).isGreaterThan(64L << 20);
    }
}
