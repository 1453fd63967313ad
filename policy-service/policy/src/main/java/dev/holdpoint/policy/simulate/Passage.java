package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LogWindow;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One way through a window of the log, record by record. */
public final class Passage {
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(250);

    private final LogWindow window;
    private final Reading reading;
    private final Watcher watcher;
    private final LongSupplier nanoTime;
    private long read;

    public Passage(LogWindow window, Reading reading, Watcher watcher, LongSupplier nanoTime) {
        this.window = window;
        this.reading = reading;
        this.watcher = watcher;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads to the end of the window.
     *
     * @param began when the work began that this is a part of
     * @throws Abandoned if that work takes longer than {@code limit}, or nobody waits any more
     */
    public void run(long began, Duration limit) {
        long told = nanoTime.getAsLong();
        while (!window.ended()) {
            var records = window.poll();
            records.forEach(reading::accept);
            read += records.size();
            long now = nanoTime.getAsLong();
            if (now - told >= BETWEEN_WORDS.toNanos()) {
                tell();
                told = now;
            }
            check(now - began, limit);
        }
        tell();
    }

    private void tell() {
        watcher.see(new Progress(read, window.records(), reading.commands(), reading.changed()));
    }

    private void check(long nanos, Duration limit) {
        if (watcher.hasLeft()) {
            throw new Abandoned("Nobody waits for it any more.");
        }
        if (nanos > limit.toNanos()) {
            throw new Abandoned(
                    "It took longer than %d minutes: ask for a shorter window."
                            .formatted(limit.toMinutes()));
        }
    }
}
