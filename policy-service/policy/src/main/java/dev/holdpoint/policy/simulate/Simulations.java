package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LogWindow;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.policy.revision.RulebookHistory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs simulations over the log, one at a time, so that live decisions keep a processor. */
public final class Simulations {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** How far the log's clock and those of its writers may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final LogSettings log;
    private final EventStore store;
    private final AtomicBoolean running = new AtomicBoolean();

    public Simulations(Vertx vertx, LogSettings log, EventStore store) {
        this.vertx = vertx;
        this.log = log;
        this.store = store;
    }

    /**
     * Asks a draft about the commands on record; fails with {@link Abandoned} if another simulation
     * runs, or this one was not carried to its end.
     */
    public Future<Simulation> run(Draft draft, Selection selection, Watcher watcher) {
        if (!running.compareAndSet(false, true)) {
            return Future.failedFuture(
                    new Abandoned("Another simulation is running: try again when it is done."));
        }
        return RulebookHistory.read(vertx, store, selection.from().minus(SKEW))
                .compose(history -> onThread(draft, selection, history, watcher))
                .onComplete(_ -> running.set(false));
    }

    private Future<Simulation> onThread(
            Draft draft, Selection selection, RulebookHistory history, Watcher watcher) {
        Promise<Simulation> done = Promise.promise();
        Thread.ofPlatform()
                .daemon()
                .name("simulation")
                .start(
                        () -> {
                            try {
                                done.complete(pass(draft, selection, history, watcher));
                            } catch (RuntimeException | Error failure) {
                                done.fail(failure);
                            }
                        });
        return done.future();
    }

    private Simulation pass(
            Draft draft, Selection selection, RulebookHistory history, Watcher watcher) {
        var replay = new Replay(draft, history::at, System::nanoTime);
        var from = selection.from().minus(SKEW);
        var to = selection.to().plus(SKEW);
        try (var window = LogWindow.open(log, EventFamily.SESSIONS, from, to)) {
            return new Passage(window, new Simulator(selection, replay), watcher, System::nanoTime)
                    .run(LIMIT);
        }
    }
}
