package dev.holdpoint.eventlog.store;

import java.util.List;

/**
 * What came of an action.
 *
 * @param state after the events
 * @param events the new events; none if the action changed nothing
 * @param version the stream's version after them
 */
public record Decided<S, E>(S state, List<E> events, long version) {
    public Decided {
        events = List.copyOf(events);
    }
}
