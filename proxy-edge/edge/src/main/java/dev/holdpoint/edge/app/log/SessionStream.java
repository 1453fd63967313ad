package dev.holdpoint.edge.app.log;

import dev.holdpoint.eventlog.EventAppender;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one session as its only writer sees it. An event is handed over once the one before
 * it is acknowledged, so the stream has no gap whatever fails; after a failure nothing follows.
 */
final class SessionStream {
    private final Stamp stamp;
    private final EventAppender appender;
    private final StreamId id;
    private final Actor actor;
    private final OpenCommands commands = new OpenCommands();
    private Future<Void> tail = Future.succeededFuture();
    private long last;
    private volatile @Nullable Position first;

    /**
     * @param last sequence of the last event that is in the stream already; 0 for a new stream
     */
    SessionStream(Stamp stamp, EventAppender appender, StreamId id, Actor actor, long last) {
        this.stamp = stamp;
        this.appender = appender;
        this.id = id;
        this.actor = actor;
        this.last = last;
    }

    synchronized Future<Void> append(HoldpointEvent event) {
        tail = tail.compose(_ -> handOver(event));
        return tail;
    }

    private Future<Void> handOver(HoldpointEvent event) {
        long sequence = last + 1;
        var envelope =
                new Envelope<>(
                        new EventId(stamp.ids().next()),
                        id,
                        sequence,
                        stamp.clock().instant(),
                        actor,
                        stamp.source(),
                        Traceparent.of(event),
                        event);
        return appender.append(envelope)
                .onSuccess(position -> acknowledged(sequence, position))
                .mapEmpty();
    }

    private void acknowledged(long sequence, Position position) {
        last = sequence;
        if (first == null) {
            first = position;
        }
    }

    /** Where the stream begins in the log, once that is known. */
    @Nullable Position first() {
        return first;
    }

    OpenCommands commands() {
        return commands;
    }
}
