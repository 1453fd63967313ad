package dev.holdpoint.edge.app.policy;

import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.WatchEvent;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.Channel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of Watch. It is made by gRPC's own stub: cancelling what Quarkus's Mutiny stub returns
 * would leave the call open.
 */
final class PolicyLine implements ClientResponseObserver<WatchRequest, WatchEvent> {
    private final BiConsumer<PolicyLine, WatchEvent> heartbeat;
    private final BiConsumer<PolicyLine, @Nullable Throwable> ended;
    private volatile long heard = System.nanoTime();
    private volatile @Nullable ClientCallStreamObserver<WatchRequest> call;

    /**
     * @param ended called once, with null if policy-service ended the call in good order
     */
    PolicyLine(
            BiConsumer<PolicyLine, WatchEvent> heartbeat,
            BiConsumer<PolicyLine, @Nullable Throwable> ended) {
        this.heartbeat = heartbeat;
        this.ended = ended;
    }

    void dial(Channel channel, String edge) {
        var request = WatchRequest.newBuilder().setEdge(edge).build();
        PolicyDecisionPointGrpc.newStub(channel).watch(request, this);
    }

    long silentNanos() {
        return System.nanoTime() - heard;
    }

    void hangUp() {
        var open = call;
        if (open != null) {
            open.cancel("hung up", null);
        }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> call) {
        this.call = call;
    }

    @Override
    public void onNext(WatchEvent event) {
        heard = System.nanoTime();
        heartbeat.accept(this, event);
    }

    @Override
    public void onError(Throwable failure) {
        ended.accept(this, failure);
    }

    @Override
    public void onCompleted() {
        ended.accept(this, null);
    }
}
