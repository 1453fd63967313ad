package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;

/** What a record of the log says of a command. */
public sealed interface Recorded {
    /**
     * A decision.
     *
     * @param whole whether it was recorded with all that policy is asked by
     */
    record Decided(Instant at, CommandDecided event, boolean whole) implements Recorded {}

    /**
     * A decision that cannot be read any more.
     *
     * @param place where it is in the log
     */
    record Unreadable(String place) implements Recorded {}

    /** No decision. */
    record Nothing() implements Recorded {}

    /** Reads a record. */
    static Recorded of(LoggedEvent logged) {
        var type = logged.headers().getOrDefault("ce_type", "");
        if (!type.startsWith(RecordedCommand.ANY_VERSION)) {
            return new Nothing();
        }
        try {
            var envelope = logged.envelope();
            return new Decided(
                    envelope.time(),
                    (CommandDecided) envelope.event(),
                    !type.equals(RecordedCommand.FIRST));
        } catch (UnreadableEvent e) {
            var place = logged.position();
            return new Unreadable(
                    "%s/%d@%d".formatted(place.topic(), place.partition(), place.offset()));
        }
    }
}
