package dev.holdpoint.eventlog;

import io.vertx.core.Future;

/** Knows how far a reader has come. */
@FunctionalInterface
public interface PositionSource {
    /** The offset of the next event to read; 0 for a partition never read. */
    Future<Long> next(String topic, int partition);
}
