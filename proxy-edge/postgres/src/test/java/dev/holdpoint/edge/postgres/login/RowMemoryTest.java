package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowMemoryTest {
    private final AtomicLong clock = new AtomicLong();
    private final RowMemory memory = new RowMemory(1_000, Duration.ofSeconds(60), clock::get);
    private final List<String> ended = new ArrayList<>();
    private final List<String> granted = new ArrayList<>();
    private final RowMemory.Share one = share("one");
    private final RowMemory.Share two = share("two");
    private final RowMemory.Share three = share("three");

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
    void who_keeps_others_waiting_is_ended_and_not_those_who_wait() {
        assertThat(one.take(600)).isTrue();
        pass(30);
        assertThat(two.take(300)).isTrue();
        assertThat(three.take(600)).isFalse();
        pass(59);

        memory.endOverdue();
        assertThat(ended).containsExactly("one");
        assertThat(memory.endOverdue()).isEqualTo(1_001);
        pass(1);
        memory.endOverdue();
        memory.endOverdue();

        assertThat(ended).containsExactly("one", "two");
        assertThat(memory.waiting()).isOne();
        one.close();
        assertThat(granted).containsExactly("three");
    }

    @Test
    void who_gives_back_what_it_took_first_is_not_overdue_with_what_it_took_since() {
        assertThat(one.take(600)).isTrue();
        pass(50);
        assertThat(one.take(300)).isTrue();
        assertThat(two.take(600)).isFalse();
        one.give(600);
        assertThat(granted).containsExactly("two");
        assertThat(three.take(600)).isFalse();
        pass(59);

        memory.endOverdue();
        assertThat(ended).isEmpty();
    }

    private RowMemory.Share share(String name) {
        return memory.share(() -> granted.add(name), () -> ended.add(name));
    }

    private void pass(long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void the_largest_message_of_a_target_fits_into_any_heap() {
        assertThat(RowMemory.ofHeap().most()).isGreaterThan(64L << 20);
    }
}
