package dev.holdpoint.edge.app.policy;

import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.WatchEvent;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open line to policy-service, one at a time: it is live while a heartbeat came within the last
 * three seconds, and tells when what is decided by has changed.
 */
public final class PolicyWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PolicyWatch.class.getName());
    private static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long AGAIN_MILLIS = 250;

    private final Vertx vertx;
    private final Channel channel;
    private final String edge;
    private final Consumer<Generation> changed;
    private final Promise<Void> live = Promise.promise();
    private final long silenceTimer;
    private volatile long heard = System.nanoTime() - SILENCE_NANOS;
    private volatile @Nullable Generation generation;
    private @Nullable PolicyLine line;
    private boolean closed;

    /**
     * @param edge names this edge to policy-service
     * @param changed called with each generation that differs from the one before it
     */
    public PolicyWatch(Vertx vertx, Channel channel, String edge, Consumer<Generation> changed) {
        this.vertx = vertx;
        this.channel = channel;
        this.edge = edge;
        this.changed = changed;
        this.silenceTimer = vertx.setPeriodic(1_000, _ -> hangUpIfSilent());
    }

    /** Opens the line and keeps it open; completes at the first heartbeat. */
    public Future<Void> open() {
        connect();
        return live.future();
    }

    /** Whether policy-service was heard of within the last three seconds. */
    public boolean isLive() {
        return System.nanoTime() - heard < SILENCE_NANOS;
    }

    /** What policy-service decides by now; null unless it is live. */
    public @Nullable Generation generation() {
        return isLive() ? generation : null;
    }

    /** There is a line from here until {@link #ended} or {@link #hangUp} took it away. */
    private synchronized void connect() {
        if (!closed && line == null) {
            if (channel instanceof ManagedChannel managed) {
                managed.resetConnectBackoff();
            }
            line = new PolicyLine(this::heartbeat, this::ended);
            line.dial(channel, edge);
        }
    }

    private void heartbeat(PolicyLine from, WatchEvent event) {
        var now = PolicyMessages.generation(event);
        @Nullable Generation before;
        synchronized (this) {
            if (from != line) {
                return;
            }
            heard = System.nanoTime();
            before = generation;
            generation = now;
        }
        if (before == null) {
            live.tryComplete();
        } else if (!before.equals(now)) {
            changed.accept(now);
        }
    }

    private synchronized void ended(PolicyLine which, @Nullable Throwable failure) {
        if (which != line) {
            return;
        }
        line = null;
        if (isLive()) {
            LOG.log(System.Logger.Level.WARNING, "policy watch lost: cause=" + failure);
        }
        vertx.setTimer(AGAIN_MILLIS, _ -> connect());
    }

    private synchronized void hangUpIfSilent() {
        if (line != null && line.silentNanos() > SILENCE_NANOS) {
            hangUp();
            connect();
        }
    }

    private synchronized void hangUp() {
        var open = line;
        line = null;
        if (open != null) {
            open.hangUp();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        vertx.cancelTimer(silenceTimer);
        hangUp();
    }
}
