package dev.holdpoint.policy.passage;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long work has taken, for somebody who may leave. */
final class Pace {
    private final Watcher watcher;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long began;

    Pace(Watcher watcher, Duration limit, LongSupplier nanoTime) {
        this.watcher = watcher;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * To be called now and then.
     *
     * @throws Abandoned if it takes too long, or nobody waits any more
     */
    void look() {
        if (watcher.hasLeft()) {
            throw Abandoned.because("Nobody waits for it any more.");
        }
        if (now() - began > limit.toNanos()) {
            throw Abandoned.after(limit);
        }
    }
}
