package dev.holdpoint.policy.simulate;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Goes through windows of the log for one caller at a time, so that live decisions keep a
 * processor.
 */
public final class Passes {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int READERS = Math.max(1, Runtime.getRuntime().availableProcessors() - 2);

    /** How far the log's clock and those of its writers may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final LogSettings log;
    private final EventStore store;
    private final Seals seals;
    private final AtomicBoolean running = new AtomicBoolean();

    public Passes(Vertx vertx, LogSettings log, EventStore store, Seals seals) {
        this.vertx = vertx;
        this.log = log;
        this.store = store;
        this.seals = seals;
    }

    /** The log for one caller, on a thread of its own. */
    public final class Log {
        private final RulebookHistory history;
        private final Selection selection;
        private final Watcher watcher;
        private final long began = System.nanoTime();

        private Log(RulebookHistory history, Selection selection, Watcher watcher) {
            this.history = history;
            this.selection = selection;
            this.watcher = watcher;
        }

        /** What was in force in the window. */
        public InForce history() {
            return history::at;
        }

        /**
         * Reads the window from its beginning to its end.
         *
         * @throws Abandoned if all that is done with the log takes longer than ten minutes, or
         *     nobody waits any more
         */
        public void read(Reading<?> reading) {
            var from = selection.from().minus(SKEW);
            var to = selection.to().plus(SKEW);
            try (var window = LogWindow.open(log, EventFamily.SESSIONS, from, to)) {
                new Passage<>(window, reading, watcher, System::nanoTime)
                        .run(READERS, began, LIMIT);
            }
        }
    }

    /** Does work on a window; fails with {@link Abandoned} if other work is under way. */
    public <T> Future<T> run(Selection selection, Watcher watcher, Function<Log, T> work) {
        if (!running.compareAndSet(false, true)) {
            return Future.failedFuture(
                    new Abandoned("Another simulation is running: try again when it is done."));
        }
        return RulebookHistory.read(vertx, store, seals, selection.from().minus(SKEW))
                .compose(history -> onThread(work, new Log(history, selection, watcher)))
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
