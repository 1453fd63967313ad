package dev.holdpoint.eventlog.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an action.
 *
 * @param state after the events
 * @param events the new events; none if the action changed nothing
 * @param version the stream's version after them
 * @param changedAt when the last event of the stream was appended; null if it has none
 */
public record Decided<S, E>(S state, List<E> events, long version, @Nullable Instant changedAt) {
    public Decided {
        events = List.copyOf(events);
    }
}
