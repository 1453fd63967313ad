package dev.holdpoint.approval.grpc;

import dev.holdpoint.approval.request.AccessOffers;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessMessages;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.proto.MutinyAccessOffersGrpc;
import dev.holdpoint.policy.proto.MutinyAccessOffersGrpc.MutinyAccessOffersStub;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Asks policy-service, once and for two seconds. */
@Singleton
public final class GrpcAccessOffers implements AccessOffers {
    private static final int DEADLINE_SECONDS = 2;

    private final MutinyAccessOffersStub stub;

    public GrpcAccessOffers(@GrpcClient("approval-policy") Channel channel) {
        this.stub = MutinyAccessOffersGrpc.newMutinyStub(channel);
    }

    @Override
    public Future<AccessAnswer> ask(AccessQuery query) {
        return Future.fromCompletionStage(
                stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .offer(AccessMessages.message(query))
                        .map(AccessMessages::answer)
                        .subscribeAsCompletionStage());
    }
}
