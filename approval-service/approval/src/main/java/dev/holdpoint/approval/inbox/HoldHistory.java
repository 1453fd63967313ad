package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.events.HoldEvent;

/** A hold's events as text, so that a listing shows exactly what the decider knows. */
public final class HoldHistory {
    private static final HoldDecider DECIDER = new HoldDecider();

    private HoldHistory() {}

    static String line(HoldEvent event) {
        return EventLines.line(event);
    }

    /** Where the hold stands after these lines. */
    public static HoldState state(String history) {
        var state = DECIDER.initial();
        for (var event : EventLines.events(history).toList()) {
            state = DECIDER.evolve(state, (HoldEvent) event);
        }
        return state;
    }
}
