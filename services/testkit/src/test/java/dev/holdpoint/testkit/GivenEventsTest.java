package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenEventsTest {
    private static final HoldId HOLD = new HoldId("h-1");
    private static final HoldExpired EXPIRED = new HoldExpired(HOLD);

    private static GivenEvents<Boolean, String, HoldEvent> given(HoldEvent... events) {
        return GivenEvents.<Boolean, String, HoldEvent>to(
                        false,
                        (expired, event) -> expired || event instanceof HoldExpired,
                        GivenEventsTest::claim)
                .given(events);
    }

    private static List<HoldEvent> claim(boolean expired, String edge) {
        if (expired) {
            throw new IllegalStateException("the hold expired");
        }
        return List.of(new HoldClaimed(HOLD, edge, null, null));
    }

    @Test
    void events_and_failures_are_told_apart() {
        given().when("edge-1").then(new HoldClaimed(HOLD, "edge-1", null, null));
        given(EXPIRED)
                .when("edge-1")
                .thenFails(IllegalStateException.class)
                .withMessageContaining("expired")
                .andNoEvents();
    }

    @Test
    void what_did_not_come_out_as_said_fails_the_test() {
        assertThatThrownBy(() -> given().when("edge-1").thenNothing())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> given(EXPIRED).when("edge-1").thenNothing())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> given().when("edge-1").thenFails(RuntimeException.class))
                .isInstanceOf(AssertionError.class);
    }
}
