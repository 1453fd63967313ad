package dev.holdpoint.approval.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.EventType;

/** A hold's events as text, one a line, so that a listing shows exactly what the decider knows. */
public final class HoldHistory {
    private static final HoldDecider DECIDER = new HoldDecider();

    private HoldHistory() {}

    /** The event's type, a space, its canonical JSON (which has no line breaks), a line break. */
    static String line(HoldEvent event) {
        return EventType.of(event) + " " + new String(EventJson.encode(event), UTF_8) + "\n";
    }

    /** Where the hold stands after these lines. */
    public static HoldState state(String history) {
        var state = DECIDER.initial();
        for (var line : history.lines().toList()) {
            int space = line.indexOf(' ');
            var json = line.substring(space + 1).getBytes(UTF_8);
            var event = (HoldEvent) EventJson.decode(line.substring(0, space), json);
            state = DECIDER.evolve(state, event);
        }
        return state;
    }
}
