package dev.holdpoint.edge.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the edge in the background and ends it in order. */
@Singleton
public final class EdgeLifecycle {
    private static final System.Logger LOG = System.getLogger(EdgeLifecycle.class.getName());
    private static final int GRACE_SECONDS = 8;

    private final Surroundings around;
    private volatile @Nullable EdgeParts parts;

    EdgeLifecycle(Surroundings around) {
        this.around = around;
    }

    void start(@Observes StartupEvent event) {
        var started = new EdgeParts(around);
        parts = started;
        started.start();
    }

    /** On the process's main thread, which may wait, but not for ever. */
    void stop(@Observes ShutdownEvent event) {
        var running = parts;
        if (running == null) {
            return;
        }
        var done = new Semaphore(0);
        running.stop().onComplete(_ -> done.release());
        try {
            if (!done.tryAcquire(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "sessions still open at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.close();
    }

    /** The part that keeps the edge from serving, if one does. */
    Optional<String> missing() {
        var running = parts;
        return running == null ? Optional.of("start") : running.missing();
    }
}
