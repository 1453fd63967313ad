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
 * three seconds, and tells when what is decided by has changed. What was decided before is good
 * only while the line stands, and by no older generation than was heard of.
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
    private final Latest latest = new Latest();
    private volatile long heard = System.nanoTime() - SILENCE_NANOS;
    private volatile @Nullable Heard last;
    private @Nullable PolicyLine line;
    private boolean closed;

    /**
     * What was heard last.
     *
     * @param latest the number of the latest generation heard of, which another instance of
     *     policy-service may not have reached yet
     * @param losses how often the latest was lost; what was decided before that is not used again
     * @param stands whether the line it came by has not ended
     */
    public record Heard(Generation generation, long latest, int losses, boolean stands) {
        /** Whether what was decided by that generation may be used again. */
        public boolean isReusable() {
            return stands && generation.number() == latest;
        }

        private Heard ended() {
            return new Heard(generation, latest, losses, false);
        }
    }

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
    public @Nullable Heard heard() {
        return isLive() ? last : null;
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
        @Nullable Heard before;
        synchronized (this) {
            if (from != line) {
                return;
            }
            heard = System.nanoTime();
            before = last;
            latest.told(now.number(), heard);
            last = new Heard(now, latest.number(), latest.losses(), true);
        }
        if (before == null) {
            live.tryComplete();
        } else if (!before.generation().equals(now)) {
            changed.accept(now);
        }
    }

    private synchronized void ended(PolicyLine which, @Nullable Throwable failure) {
        if (which != line) {
            return;
        }
        line = null;
        forgetLine();
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

    private synchronized void forgetLine() {
        var before = last;
        last = before == null ? null : before.ended();
    }

    private synchronized void hangUp() {
        var open = line;
        line = null;
        forgetLine();
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
