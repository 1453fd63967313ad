package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StreamOrderTest {
    private final StreamOrder order = new StreamOrder();

    @Test
    void a_failure_with_others_behind_it_says_so() {
        order.handOver(() -> {});
        order.handOver(() -> {});

        assertThat(order.failed()).isTrue();
        assertThat(order.failed()).as("the last one").isFalse();
    }

    @Test
    void what_fails_while_it_is_handed_over_has_none_behind_it() {
        order.handOver(() -> {});

        order.handOver(() -> assertThat(order.failed()).isFalse());

        assertThat(order.handOver(() -> {})).isFalse();
    }

    @Test
    void behind_what_could_not_be_handed_over_nothing_is() {
        assertThatThrownBy(
                        () ->
                                order.handOver(
                                        () -> {
                                            throw new OutOfMemoryError("no room for it");
                                        }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(order.handOver(() -> {})).isFalse();
    }

    @Test
    void behind_what_was_never_handed_over_nothing_is() {
        order.breakOff();

        assertThat(order.handOver(() -> {})).isFalse();
    }

    @Test
    void landed_events_are_not_under_way() {
        order.handOver(() -> {});
        order.handOver(() -> {});
        order.landed();

        assertThat(order.failed()).isFalse();
    }
}
