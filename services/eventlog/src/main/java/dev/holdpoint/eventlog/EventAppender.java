package dev.holdpoint.eventlog;

import dev.holdpoint.events.Envelope;
import io.vertx.core.Future;

/** Appends events to the log. */
public interface EventAppender {
    /**
     * Appends one event of a stream. Events appended with the same order land in the order of the
     * calls, without waiting for one another, and none lands behind one that failed.
     *
     * @return completes once every in-sync replica has the event; fails with {@link LogUnavailable}
     *     when that did not happen within the delivery deadline (the event may land all the same)
     *     or an earlier event of the stream failed, and with {@link IllegalArgumentException} when
     *     the event cannot be written
     */
    Future<Position> append(Envelope<?> envelope, StreamOrder order);

    /** Appends one event that nothing follows before it is acknowledged. */
    default Future<Position> append(Envelope<?> envelope) {
        return append(envelope, new StreamOrder());
    }
}
