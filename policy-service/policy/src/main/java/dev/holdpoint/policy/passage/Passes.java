package dev.holdpoint.policy.passage;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LogWindow;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.policy.revision.RulebookHistory;
import dev.holdpoint.policy.revision.Seals;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Goes through windows of the log for one caller at a time, so that live decisions keep a
 * processor.
 */
public final class Passes {
    private static final int READERS = Math.max(1, Runtime.getRuntime().availableProcessors() - 2);

    /** How far the log's clock and those of its writers may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final LogSettings log;
    private final EventStore store;
    private final Seals seals;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final AtomicBoolean running = new AtomicBoolean();

    public Passes(
            Vertx vertx,
            LogSettings log,
            EventStore store,
            Seals seals,
            Bounds bounds,
            LongSupplier nanoTime) {
        this.vertx = vertx;
        this.log = log;
        this.store = store;
        this.seals = seals;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
    }

    /** The log for one caller, on a thread of its own. */
    public final class Log {
        private final RulebookHistory history;
        private final Slice whole;
        private final Watcher watcher;
        private final Pace pace;

        private Log(RulebookHistory history, Slice whole, Watcher watcher, Pace pace) {
            this.history = history;
            this.whole = whole;
            this.watcher = watcher;
            this.pace = pace;
        }

        /** What was in force in the window. */
        public RulebookHistory history() {
            return history;
        }

        /**
         * Reads the window from its beginning to its end.
         *
         * @throws Abandoned if all that is done with the log takes too long, or nobody waits any
         *     more
         */
        public void readWhole(Reading<?> reading) {
            try (var window = open(whole)) {
                new Passage<>(window, reading, pace, watcher::see).run(READERS);
            }
        }

        /**
         * Reads the window slice by slice, until its end or until all that is done with the log
         * takes too long; tells whether it came to the end.
         *
         * @throws Abandoned if not even one slice was read in time, or nobody waits any more
         */
        public boolean readSlices(Sliced<?> reading) {
            long records = records();
            long read = 0;
            for (var slice : Slice.of(whole.from(), whole.to(), records, bounds)) {
                reading.begin(slice);
                try (var window = open(slice)) {
                    new Passage<>(window, reading, pace, told(read, records)).run(READERS);
                    read += window.records();
                } catch (Abandoned abandoned) {
                    if (slice.isFirst() || !abandoned.isOutOfTime()) {
                        throw abandoned;
                    }
                    return false;
                }
                reading.end(slice);
            }
            return true;
        }

        private long records() {
            try (var window = open(whole)) {
                return window.records();
            }
        }

        private LogWindow open(Slice slice) {
            return LogWindow.open(
                    log, EventFamily.SESSIONS, slice.from().minus(SKEW), slice.to().plus(SKEW));
        }

        /** What is read with two slices counts once. */
        private Consumer<Progress> told(long before, long records) {
            return now ->
                    watcher.see(
                            new Progress(
                                    Math.min(before + now.read(), records),
                                    records,
                                    now.commands(),
                                    now.changed()));
        }
    }

    /**
     * Does work on a window; fails with {@link Abandoned} if other work is under way.
     *
     * @param from the first moment in it
     * @param to the first that is not in it any more
     */
    public <T> Future<T> run(Instant from, Instant to, Watcher watcher, Function<Log, T> work) {
        if (!running.compareAndSet(false, true)) {
            return Future.failedFuture(
                    Abandoned.because("Another simulation is running: try again when it is done."));
        }
        var pace = new Pace(watcher, bounds.limit(), nanoTime);
        return RulebookHistory.read(vertx, store, seals, from.minus(SKEW), pace::look)
                .map(history -> new Log(history, Slice.whole(from, to), watcher, pace))
                .compose(ready -> onThread(work, ready))
                .onComplete(_ -> running.set(false));
    }

    private static <T> Future<T> onThread(Function<Log, T> work, Log log) {
        Promise<T> done = Promise.promise();
        Thread.ofPlatform()
                .daemon()
                .name("simulation")
                .start(
                        () -> {
                            try {
                                done.complete(work.apply(log));
                            } catch (RuntimeException | Error failure) {
                                done.fail(failure);
                            }
                        });
        return done.future();
    }
}
