package dev.holdpoint.eventlog.projection;

import dev.holdpoint.eventlog.LoggedEvent;
import java.util.List;

/**
 * How far a reader has come in one partition.
 *
 * @param next the offset it reads next
 * @param storeSequence the highest store sequence seen; what is not above it is a redelivery
 */
record ReaderPosition(long next, long storeSequence) {
    static final ReaderPosition START = new ReaderPosition(0, 0);

    ReaderPosition after(List<LoggedEvent> events) {
        var position = this;
        for (var event : events) {
            position = position.after(event);
        }
        return position;
    }

    ReaderPosition after(LoggedEvent event) {
        return new ReaderPosition(
                Math.max(next, event.position().offset() + 1),
                Math.max(storeSequence, event.storeSequence()));
    }

    boolean isNew(LoggedEvent event) {
        return event.position().offset() >= next
                && (event.storeSequence() == 0 || event.storeSequence() > storeSequence);
    }
}
