package dev.holdpoint.edge.app.policy;

import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.MutinyPolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.WatchEvent;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open line to policy-service: it is live while a heartbeat came within the last three seconds,
 * and tells when what is decided by has changed.
 */
public final class PolicyWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PolicyWatch.class.getName());
    private static final long SILENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long AGAIN_MILLIS = 250;

    private final Vertx vertx;
    private final Channel channel;
    private final WatchRequest request;
    private final Consumer<Generation> changed;
    private final Promise<Void> live = Promise.promise();
    private volatile long heard = System.nanoTime() - SILENCE_NANOS;
    private volatile @Nullable Generation generation;
    private volatile @Nullable Cancellable line;
    private volatile boolean closed;

    /**
     * @param edge names this edge to policy-service
     * @param changed called with each generation that differs from the one before it
     */
    public PolicyWatch(Vertx vertx, Channel channel, String edge, Consumer<Generation> changed) {
        this.vertx = vertx;
        this.channel = channel;
        this.request = WatchRequest.newBuilder().setEdge(edge).build();
        this.changed = changed;
        vertx.setPeriodic(1_000, _ -> hangUpIfSilent());
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

    private void connect() {
        if (closed) {
            return;
        }
        if (channel instanceof ManagedChannel managed) {
            managed.resetConnectBackoff();
        }
        heardOfLine = System.nanoTime();
        line =
                MutinyPolicyDecisionPointGrpc.newMutinyStub(channel)
                        .watch(request)
                        .subscribe()
                        .with(this::heartbeat, this::again, () -> again(null));
    }

    private volatile long heardOfLine;

    private void heartbeat(WatchEvent event) {
        var now = PolicyMessages.generation(event);
        heard = System.nanoTime();
        heardOfLine = heard;
        var before = generation;
        generation = now;
        if (before == null) {
            live.tryComplete();
        } else if (!before.equals(now)) {
            changed.accept(now);
        }
    }

    private void again(@Nullable Throwable failure) {
        if (isLive()) {
            LOG.log(System.Logger.Level.WARNING, "policy watch lost: cause=" + failure);
        }
        if (!closed) {
            vertx.setTimer(AGAIN_MILLIS, _ -> connect());
        }
    }

    private void hangUpIfSilent() {
        var open = line;
        if (!closed && open != null && System.nanoTime() - heardOfLine > SILENCE_NANOS) {
            open.cancel();
            connect();
        }
    }

    @Override
    public void close() {
        closed = true;
        var open = line;
        if (open != null) {
            open.cancel();
        }
    }
}
