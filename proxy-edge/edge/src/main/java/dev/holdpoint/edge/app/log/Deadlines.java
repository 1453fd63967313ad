package dev.holdpoint.edge.app.log;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Fails promises that are not kept in time. All have the same time, so they stand in a queue and
 * one timer looks at its head: a timer for each would cost more than what it waits for.
 */
final class Deadlines {
    private static final long STEP_MILLIS = 100;

    private final Vertx vertx;
    private final long limitNanos;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    Deadlines(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
    }

    private record Waiting(Promise<Void> promise, long latest, Throwable failure) {
        boolean kept() {
            return promise.future().isComplete();
        }
    }

    /** Fails the promise with the given failure unless it is kept within the limit. */
    void watch(Promise<Void> promise, Throwable failure) {
        prune();
        queue.add(new Waiting(promise, System.nanoTime() + limitNanos, failure));
        arm();
    }

    /** Most are kept long before their time; those at the head are forgotten then. */
    private void prune() {
        for (var head = queue.peek(); head != null && head.kept(); head = queue.peek()) {
            queue.remove(head);
        }
    }

    private void arm() {
        if (armed.compareAndSet(false, true)) {
            vertx.setTimer(STEP_MILLIS, _ -> step());
        }
    }

    private void step() {
        armed.set(false);
        prune();
        for (var head = queue.peek(); isLate(head); head = queue.peek()) {
            if (head != null && queue.remove(head)) {
                head.promise().tryFail(head.failure());
            }
        }
        if (!queue.isEmpty()) {
            arm();
        }
    }

    private static boolean isLate(@Nullable Waiting waiting) {
        return waiting != null && System.nanoTime() - waiting.latest() > 0;
    }
}
