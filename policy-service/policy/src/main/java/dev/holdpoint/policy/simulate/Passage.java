package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LogWindow;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One way through a window of the log, record by record. */
public final class Passage<T> {
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(250);

    private final LogWindow window;
    private final Reading<T> reading;
    private final Watcher watcher;
    private final LongSupplier nanoTime;
    private long taken;
    private long told;

    public Passage(LogWindow window, Reading<T> reading, Watcher watcher, LongSupplier nanoTime) {
        this.window = window;
        this.reading = reading;
        this.watcher = watcher;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads to the end of the window.
     *
     * @param threads how many read beside this one, which takes what they have read
     * @param began when the work began that this is a part of
     * @throws Abandoned if that work takes longer than {@code limit}, or nobody waits any more
     */
    public void run(int threads, long began, Duration limit) {
        told = nanoTime.getAsLong();
        try (var readers = new Readers<>(reading, threads)) {
            while (!window.ended()) {
                readers.read(window.poll());
                look(began, limit);
                while (readers.isFull()) {
                    take(readers, began, limit);
                }
            }
            while (!readers.isEmpty()) {
                take(readers, began, limit);
            }
        }
        tell();
    }

    private void take(Readers<T> readers, long began, Duration limit) {
        taken += readers.take();
        look(began, limit);
    }

    private void look(long began, Duration limit) {
        long now = nanoTime.getAsLong();
        if (now - told >= BETWEEN_WORDS.toNanos()) {
            tell();
            told = now;
        }
        check(now - began, limit);
    }

    private void tell() {
        watcher.see(new Progress(taken, window.records(), reading.commands(), reading.changed()));
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
