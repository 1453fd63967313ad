package dev.holdpoint.edge.app.log;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sees to it that no stream keeps an event back for long: one timer for all of them. */
final class Stragglers {
    private final Vertx vertx;
    private final long waitMillis;
    private final Queue<SessionStream> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    /**
     * @param wait the most an event is kept back
     */
    Stragglers(Vertx vertx, Duration wait) {
        this.vertx = vertx;
        this.waitMillis = wait.toMillis();
    }

    /** The stream has begun to keep something back. */
    void add(SessionStream stream) {
        queue.add(stream);
        arm();
    }

    private void arm() {
        if (armed.compareAndSet(false, true)) {
            vertx.setTimer(waitMillis, _ -> flush());
        }
    }

    private void flush() {
        armed.set(false);
        for (var stream = queue.poll(); stream != null; stream = queue.poll()) {
            stream.flush();
        }
    }
}
