package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.StreamId;

/** Somebody else appended to the stream first; load it again and decide again. */
public final class ConcurrentAppend extends RuntimeException {
    public ConcurrentAppend(StreamId stream, long expectedVersion) {
        super("stream " + stream + " is no longer at version " + expectedVersion);
    }
}
