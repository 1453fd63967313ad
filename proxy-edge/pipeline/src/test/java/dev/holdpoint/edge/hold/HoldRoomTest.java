package dev.holdpoint.edge.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RefusalCode;
import org.junit.jupiter.api.Test;

class HoldRoomTest {
    private static final HoldId HOLD = new HoldId("hold-1");
    private static final Settlement RELEASED = new Settlement.Released();

    private final HoldRoom room = new HoldRoom();

    @Test
    void the_first_settlement_wins() {
        var waiting = room.enter(HOLD);

        var gone = new Settlement.Abandoned(RefusalCode.CLIENT_GONE, "gone");
        room.settle(HOLD, gone);
        room.settle(HOLD, RELEASED);

        assertThat(waiting.result()).isEqualTo(gone);
        assertThat(room.size()).isZero();
    }

    @Test
    void a_settlement_of_somebody_elses_hold_changes_nothing() {
        var waiting = room.enter(HOLD);

        room.settle(new HoldId("hold-2"), RELEASED);

        assertThat(waiting.isComplete()).isFalse();
        assertThat(room.size()).isEqualTo(1);
    }
}
