package dev.holdpoint.edge.app.log;

import dev.holdpoint.eventlog.EventAppender;
import dev.holdpoint.eventlog.LogUnavailable;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.eventlog.StreamOrder;
import dev.holdpoint.events.Envelope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log whose answers a test gives, late or never; what it was handed is kept in order. */
final class ScriptedLog implements EventAppender {
    final List<Envelope<?>> handedOver = new CopyOnWriteArrayList<>();
    private final Queue<Promise<Position>> waiting = new ArrayDeque<>();
    private boolean stopped;
    private boolean exhausted;
    private long offset = 100;

    @Override
    public synchronized Future<Position> append(Envelope<?> envelope, StreamOrder order) {
        if (exhausted) {
            throw new IllegalStateException("no memory left");
        }
        handedOver.add(envelope);
        if (!stopped) {
            return Future.succeededFuture(next());
        }
        Promise<Position> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /** Throws from now on, or no longer. */
    synchronized void exhausted(boolean now) {
        exhausted = now;
    }

    synchronized void stop() {
        stopped = true;
    }

    synchronized void resume() {
        stopped = false;
        for (var promise = waiting.poll(); promise != null; promise = waiting.poll()) {
            promise.complete(next());
        }
    }

    synchronized void failAll() {
        for (var promise = waiting.poll(); promise != null; promise = waiting.poll()) {
            promise.fail(new LogUnavailable("gone", null));
        }
    }

    private Position next() {
        return new Position("holdpoint.sessions", 3, offset++);
    }

    List<Object> events() {
        return handedOver.stream().<Object>map(Envelope::event).toList();
    }

    List<Long> sequences() {
        return handedOver.stream().map(Envelope::sequence).toList();
    }
}
