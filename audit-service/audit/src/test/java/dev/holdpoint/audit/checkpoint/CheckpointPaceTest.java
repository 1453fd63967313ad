package dev.holdpoint.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final CheckpointPace pace = new CheckpointPace(Duration.ofSeconds(10), 1000);

    private boolean due(long size, long signed, long secondsLater) {
        return pace.due(size, signed, NOON, NOON.plusSeconds(secondsLater));
    }

    @Test
    void nothing_is_due_while_nothing_has_grown() {
        assertThat(due(5, 5, 3600)).isFalse();
    }

    @Test
    void few_new_entries_wait_for_the_interval() {
        assertThat(due(6, 5, 9)).isFalse();
        assertThat(due(6, 5, 10)).isTrue();
    }

    @Test
    void many_new_entries_do_not_wait() {
        assertThat(due(1004, 5, 0)).isFalse();
        assertThat(due(1005, 5, 0)).isTrue();
    }

    @Test
    void the_first_entry_ever_is_signed_at_once() {
        assertThat(pace.due(1, 0, Instant.EPOCH, NOON)).isTrue();
    }
}
