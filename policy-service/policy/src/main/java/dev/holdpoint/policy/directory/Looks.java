package dev.holdpoint.policy.directory;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks every so often, and at once when it is told to; one look at a time, so that what it is told
 * during one is looked at by the next.
 */
public final class Looks implements AutoCloseable {
    private final Vertx vertx;
    private final Context context;
    private final Duration every;
    private final Supplier<Future<Void>> look;
    private boolean looking;
    private boolean again;
    private boolean closed;
    private long timer = -1;

    public Looks(Vertx vertx, Duration every, Supplier<Future<Void>> look) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.every = every;
        this.look = look;
    }

    /**
     * Looks as soon as the look that is under way, if there is one, is done. Safe for any thread.
     */
    public void now() {
        context.runOnContext(_ -> begin());
    }

    private void begin() {
        if (closed) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        vertx.cancelTimer(timer);
        looking = true;
        look.get().onComplete(_ -> context.runOnContext(_ -> end()));
    }

    private void end() {
        looking = false;
        if (again) {
            again = false;
            begin();
        } else if (!closed) {
            timer = vertx.setTimer(every.toMillis(), _ -> begin());
        }
    }

    @Override
    public void close() {
        context.runOnContext(
                _ -> {
                    closed = true;
                    vertx.cancelTimer(timer);
                });
    }
}
