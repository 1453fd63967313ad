package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import java.util.List;

/** What is appended to one of several streams. */
public record Addition(StreamId stream, List<? extends HoldpointEvent> events) {
    public Addition {
        events = List.copyOf(events);
    }
}
