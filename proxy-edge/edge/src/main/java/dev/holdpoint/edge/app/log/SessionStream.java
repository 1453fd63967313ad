package dev.holdpoint.edge.app.log;

import dev.holdpoint.eventlog.EventAppender;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.eventlog.StreamOrder;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one session as its only writer sees it. Events are numbered and stamped as they are
 * appended and land in this order without a gap; what nobody waits for may be kept back a moment,
 * so that it leaves together with the event that follows.
 */
final class SessionStream {
    private final Stamp stamp;
    private final EventAppender appender;
    private final StreamId id;
    private final Actor actor;
    private final StreamOrder order = new StreamOrder();
    private final OpenCommands commands = new OpenCommands();
    private final List<KeptBack> keptBack = new ArrayList<>(1);
    private Future<Void> tail = Future.succeededFuture();
    private boolean oneByOne;
    private long last;
    private volatile @Nullable Position first;

    private record KeptBack(Envelope<?> envelope, Promise<Void> answer) {}

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

    /** Hands over what is kept back and then the event; completes once the log has it. */
    synchronized Future<Void> append(HoldpointEvent event) {
        var envelope = envelope(event);
        flush();
        return handOver(envelope);
    }

    /** Keeps the event back until the next one or {@link #flush} takes it along. */
    synchronized Future<Void> keepBack(HoldpointEvent event) {
        Promise<Void> answer = Promise.promise();
        keptBack.add(new KeptBack(envelope(event), answer));
        return answer.future();
    }

    /** Hands over what is kept back. */
    synchronized void flush() {
        var leaving = List.copyOf(keptBack);
        keptBack.clear();
        for (var kept : leaving) {
            handOver(kept.envelope()).onComplete(kept.answer());
        }
    }

    /**
     * From now on each event waits for the acknowledgement of the one before it: the log is late,
     * and what is under way behind an event that fails costs the other streams their producer.
     */
    synchronized void oneByOne() {
        oneByOne = true;
    }

    private Envelope<?> envelope(HoldpointEvent event) {
        var envelope =
                new Envelope<>(
                        new EventId(stamp.ids().next()),
                        id,
                        last + 1,
                        stamp.clock().instant(),
                        actor,
                        stamp.source(),
                        Traceparent.of(event),
                        event);
        last++;
        return envelope;
    }

    private Future<Void> handOver(Envelope<?> envelope) {
        var before = oneByOne || tail.failed() ? tail : Future.<Void>succeededFuture();
        tail = before.compose(_ -> send(envelope));
        return tail;
    }

    private Future<Void> send(Envelope<?> envelope) {
        return appender.append(envelope, order).onSuccess(this::acknowledged).mapEmpty();
    }

    private void acknowledged(Position position) {
        if (first == null) {
            first = position;
        }
    }

    /** Where the stream begins in the log, once that is known. */
    @Nullable Position first() {
        return first;
    }

    Actor actor() {
        return actor;
    }

    OpenCommands commands() {
        return commands;
    }
}
