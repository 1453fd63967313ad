package dev.holdpoint.policy.passage;

import dev.holdpoint.eventlog.LogWindow;
import java.time.Duration;
import java.util.function.Consumer;

/** One way through a window of the log, record by record. */
final class Passage<T> {
    private static final Duration BETWEEN_WORDS = Duration.ofMillis(250);

    private final LogWindow window;
    private final Reading<T> reading;
    private final Pace pace;
    private final Consumer<Progress> watcher;
    private long taken;
    private long told;

    Passage(LogWindow window, Reading<T> reading, Pace pace, Consumer<Progress> watcher) {
        this.window = window;
        this.reading = reading;
        this.pace = pace;
        this.watcher = watcher;
    }

    /**
     * Reads to the end of the window.
     *
     * @param threads how many read beside this one, which takes what they have read
     * @throws Abandoned if it takes too long, or nobody waits any more
     */
    void run(int threads) {
        told = pace.now();
        try (var readers = new Readers<>(reading, threads)) {
            while (!window.ended()) {
                readers.read(window.poll());
                look();
                while (readers.isFull()) {
                    take(readers);
                }
            }
            while (!readers.isEmpty()) {
                take(readers);
            }
        }
        tell();
    }

    private void take(Readers<T> readers) {
        taken += readers.take();
        look();
    }

    private void look() {
        long now = pace.now();
        if (now - told >= BETWEEN_WORDS.toNanos()) {
            tell();
            told = now;
        }
        pace.look();
    }

    private void tell() {
        watcher.accept(
                new Progress(taken, window.records(), reading.commands(), reading.changed()));
    }
}
