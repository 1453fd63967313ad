package dev.holdpoint.approval.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.Position;
import org.junit.jupiter.api.Test;

class IntakeMarkTest {
    private final IntakeMark mark = new IntakeMark();

    @Test
    void a_partition_never_written_down_is_not_recent() {
        assertThat(mark.isRecent(new Position("holdpoint.sessions", 0, 7))).isFalse();
    }

    @Test
    void a_partition_just_written_down_is_recent_and_its_neighbour_is_not() {
        mark.set(new Position("holdpoint.sessions", 0, 7));

        assertThat(mark.isRecent(new Position("holdpoint.sessions", 0, 8))).isTrue();
        assertThat(mark.isRecent(new Position("holdpoint.sessions", 1, 8))).isFalse();
    }
}
