package dev.holdpoint.edge.app.lease;

import dev.holdpoint.eventlog.LogPartition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This run's right to write the streams of its sessions.
 *
 * <p>It is lost for good once another edge has taken the sessions over, and in doubt after this
 * process stood still for longer than a lease until the next heartbeat settles it. A database that
 * cannot be reached puts nothing in doubt: nobody can take over without it.
 */
public final class EdgeLease {
    private static final System.Logger LOG = System.getLogger(EdgeLease.class.getName());
    private static final long PERIOD_MILLIS = 5_000;
    private static final long STILL_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long STEADY_NANOS = Duration.ofSeconds(20).toNanos();

    private final Vertx vertx;
    private final LeaseTable table;
    private final Supplier<Map<LogPartition, Long>> lowWater;
    private final Runnable taken;
    private volatile long ticked = System.nanoTime();
    private volatile boolean doubtful;
    private volatile boolean lost;
    private volatile long steadySince = System.nanoTime();
    private volatile boolean steady;
    private @Nullable Long timer;

    /**
     * @param lowWater where reading this edge's open sessions must start
     * @param taken called once if another edge has taken the sessions over
     */
    EdgeLease(
            Vertx vertx,
            LeaseTable table,
            Supplier<Map<LogPartition, Long>> lowWater,
            Runnable taken) {
        this.vertx = vertx;
        this.table = table;
        this.lowWater = lowWater;
        this.taken = taken;
    }

    /** Takes the lease and keeps it. */
    Future<Void> take() {
        return table.join(lowWater.get())
                .onSuccess(
                        _ -> {
                            ticked = System.nanoTime();
                            beaten(true);
                            if (timer == null) {
                                timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> beat());
                            }
                        });
    }

    /** Whether this run may write: not lost and not in doubt. */
    public boolean isHeld() {
        return !lost && !doubtful && System.nanoTime() - ticked < STILL_NANOS;
    }

    /** Whether another edge has taken this one's sessions over. */
    public boolean isLost() {
        return lost;
    }

    /** Whether heartbeats have come through for so long that the silence of others means death. */
    boolean isSteady() {
        return steady && System.nanoTime() - steadySince > STEADY_NANOS;
    }

    /** Gives the lease back; only once every session is closed in the log. */
    Future<Void> leave() {
        stopBeating();
        return lost ? Future.succeededFuture() : table.leave();
    }

    void stopBeating() {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    private void beat() {
        long now = System.nanoTime();
        if (now - ticked > STILL_NANOS) {
            doubtful = true;
        }
        ticked = now;
        table.beat(lowWater.get()).onSuccess(this::beaten).onFailure(this::missed);
    }

    private void beaten(boolean alive) {
        if (alive) {
            doubtful = false;
            if (!steady) {
                steadySince = System.nanoTime();
                steady = true;
            }
        } else if (!lost) {
            lost = true;
            LOG.log(System.Logger.Level.ERROR, "another edge has taken this one's sessions over");
            taken.run();
        }
    }

    private void missed(Throwable failure) {
        steady = false;
        LOG.log(System.Logger.Level.WARNING, "no heartbeat: cause=" + failure);
    }
}
