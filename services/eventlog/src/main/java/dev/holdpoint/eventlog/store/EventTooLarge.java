package dev.holdpoint.eventlog.store;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.events.StreamId;

/** The log would not take the event, and nothing that comes after it: nothing was appended. */
public final class EventTooLarge extends RuntimeException {
    EventTooLarge(StreamId stream, int bytes) {
        super(
                "an event of %s has %d bytes; the log takes %d"
                        .formatted(stream, bytes, KafkaEventAppender.MAX_EVENT_BYTES));
    }
}
