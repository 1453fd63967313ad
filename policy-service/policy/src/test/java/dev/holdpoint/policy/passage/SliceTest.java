package dev.holdpoint.policy.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Bounds BOUNDS =
            new Bounds(Duration.ofMinutes(1), 1_000, Duration.ofMinutes(10));

    private static int slices(Duration window, long records) {
        return Slice.of(NOON, NOON.plus(window), records, BOUNDS).size();
    }

    @Test
    void a_window_has_as_many_slices_as_its_records_need() {
        assertThat(slices(Duration.ofDays(14), 0)).isEqualTo(1);
        assertThat(slices(Duration.ofDays(14), 1_000)).isEqualTo(1);
        assertThat(slices(Duration.ofDays(14), 1_001)).isEqualTo(2);
        assertThat(slices(Duration.ofDays(14), 1_000_000_000)).isEqualTo(100);
    }

    @Test
    void no_slice_is_narrower_than_bounds_say() {
        assertThat(slices(Duration.ofMinutes(45), 1_000_000)).isEqualTo(4);
        assertThat(slices(Duration.ofMinutes(9), 1_000_000)).isEqualTo(1);
    }

    @Test
    void every_moment_is_in_one_slice() {
        var slices = Slice.of(NOON, NOON.plus(Duration.ofDays(1)), 7_000, BOUNDS);

        assertThat(slices).hasSize(7);
        for (long second = -86_400; second < 2 * 86_400; second += 97) {
            var moment = NOON.plusSeconds(second);
            assertThat(slices).filteredOn(slice -> slice.has(moment)).hasSize(1);
        }
        for (var slice : slices) {
            assertThat(slices).filteredOn(one -> one.has(slice.from())).containsExactly(slice);
        }
    }

    @Test
    void bounds_must_leave_something_to_be_read() {
        assertThatThrownBy(() -> Bounds.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive");
    }
}
