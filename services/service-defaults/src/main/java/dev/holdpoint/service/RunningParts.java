package dev.holdpoint.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What a service keeps running until it stops. Each start is tried alone, again and again; a part
 * that comes up after the stop is ended at once.
 */
public final class RunningParts implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunningParts.class);

    private final Vertx vertx;
    private final Duration pause;
    private final List<Runnable> endings = new ArrayList<>();
    private boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param pause between two attempts to start a part
     */
    public RunningParts(Vertx vertx, Duration pause) {
        this.vertx = vertx;
        this.pause = pause;
    }

    /**
     * Starts a part and keeps it.
     *
     * @param end ends the part; called once, after the ends of the parts started later
     * @return fails only if everything was stopped before the part was up
     */
    public <P> Future<P> keep(String part, Supplier<Future<P>> start, Consumer<P> end) {
        return done(part, start).onSuccess(started -> keep(part, () -> end.accept(started)));
    }

    /** Takes a step, again and again until it succeeds; fails only if all was stopped before. */
    public <R> Future<R> done(String part, Supplier<Future<R>> step) {
        return Future.succeededFuture()
                .compose(_ -> step.get())
                .recover(
                        failure -> {
                            if (closed()) {
                                return Future.failedFuture(failure);
                            }
                            LOG.warnf("not ready yet: part=%s cause=%s", part, failure);
                            return paused().compose(_ -> done(part, step));
                        });
    }

    public synchronized boolean closed() {
        return closed;
    }

    private Future<Void> paused() {
        return Future.future(over -> vertx.setTimer(pause.toMillis(), _ -> over.complete()));
    }

    private void keep(String part, Runnable end) {
        Runnable ending = () -> end(part, end);
        if (!kept(ending)) {
            ending.run();
        }
    }

    private synchronized boolean kept(Runnable ending) {
        return !closed && endings.add(ending);
    }

    /** Ends all parts, the last one first. */
    @Override
    public void close() {
        stopped().forEach(Runnable::run);
    }

    private synchronized List<Runnable> stopped() {
        closed = true;
        var last = List.copyOf(endings.reversed());
        endings.clear();
        return last;
    }

    private static void end(String part, Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "did not close: part=%s", part);
        }
    }
}
