package dev.holdpoint.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event with the facts about it.
 *
 * @param sequence position in its stream, from 1 without gaps
 * @param source the process that wrote it, for example {@code proxy-edge/edge-1}
 * @param traceparent W3C trace context, if the cause had one
 */
public record Envelope<E extends HoldpointEvent>(
        EventId id,
        StreamId stream,
        long sequence,
        Instant time,
        Actor actor,
        String source,
        @Nullable String traceparent,
        E event) {
    public Envelope {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequences start at 1, not " + sequence);
        }
    }

    public EventFamily family() {
        return EventFamily.of(event);
    }
}
