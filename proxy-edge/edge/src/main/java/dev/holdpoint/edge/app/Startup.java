package dev.holdpoint.edge.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings the edge's parts up one after the other; a part that fails is tried again. */
final class Startup {
    private static final System.Logger LOG = System.getLogger(Startup.class.getName());
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final Iterator<Step> steps;
    private volatile @Nullable Step current;
    private volatile @Nullable Throwable failure;
    private volatile boolean stopped;

    /** One part: what to do until it is up. */
    record Step(String part, Supplier<Future<?>> up) {}

    Startup(Vertx vertx, List<Step> steps) {
        this.vertx = vertx;
        this.steps = steps.iterator();
        this.current = steps.getFirst();
    }

    void begin() {
        vertx.runOnContext(_ -> next());
    }

    void stop() {
        stopped = true;
    }

    /** The part that is not up, and why if that is known; empty once all are. */
    Optional<String> missing() {
        var step = current;
        if (step == null) {
            return Optional.empty();
        }
        var why = failure;
        return Optional.of(step.part() + (why == null ? "" : ": " + why.getMessage()));
    }

    private void next() {
        if (steps.hasNext()) {
            var step = steps.next();
            current = step;
            attempt(step);
        } else {
            current = null;
        }
    }

    private void attempt(Step step) {
        if (stopped) {
            return;
        }
        Future.<Void>succeededFuture()
                .compose(_ -> step.up().get())
                .onSuccess(_ -> done(step))
                .onFailure(cause -> again(step, cause));
    }

    private void done(Step step) {
        failure = null;
        LOG.log(System.Logger.Level.INFO, "up: {0}", step.part());
        next();
    }

    private void again(Step step, Throwable cause) {
        if (failure == null) {
            LOG.log(System.Logger.Level.WARNING, "not up yet: " + step.part(), cause);
        }
        failure = cause;
        vertx.setTimer(AGAIN_MILLIS, _ -> attempt(step));
    }
}
