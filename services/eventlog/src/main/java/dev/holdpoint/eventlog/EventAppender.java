package dev.holdpoint.eventlog;

import dev.holdpoint.events.Envelope;
import io.vertx.core.Future;

/** Appends events to the log. */
public interface EventAppender {
    /**
     * Appends one event. Appends of one stream made in order arrive in order.
     *
     * @return completes once every in-sync replica has the event; fails with {@link LogUnavailable}
     *     when that did not happen within the delivery deadline (the event may land all the same)
     */
    Future<Position> append(Envelope<?> envelope);
}
