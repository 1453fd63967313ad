package dev.holdpoint.edge.app.policy;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.MutinyPolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.MutinyPolicyDecisionPointGrpc.MutinyPolicyDecisionPointStub;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import io.grpc.Channel;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * policy-service as the edge asks it: 300 ms per attempt, two attempts, and none at all for a
 * second once most attempts fail. Both questions only read, so asking twice is safe.
 */
public final class PolicyClient {
    private static final int DEADLINE_MILLIS = 300;

    private final OnContext context;
    private final MutinyPolicyDecisionPointStub stub;
    private final Guard guard =
            Guard.create()
                    .withDescription("policy-service")
                    .withCircuitBreaker()
                    .requestVolumeThreshold(20)
                    .failureRatio(0.75)
                    .delay(1, SECONDS)
                    .done()
                    .withRetry()
                    .maxRetries(1)
                    .delay(0, MILLIS)
                    .done()
                    .withTimeout()
                    .duration(DEADLINE_MILLIS, MILLIS)
                    .done()
                    .build();

    public PolicyClient(OnContext context, Channel channel) {
        this.context = context;
        this.stub = MutinyPolicyDecisionPointGrpc.newMutinyStub(channel);
    }

    /** Fails if there is no usable answer in time. */
    public Future<SessionAnswer> openSession(SessionQuery query) {
        var message = PolicyMessages.message(query);
        return context.future(
                        guard.get(
                                () -> attempt().openSession(message).subscribeAsCompletionStage(),
                                new TypeLiteral<CompletionStage<OpenSessionResponse>>() {}))
                .map(PolicyMessages::answer);
    }

    /** Fails if there is no usable answer in time. */
    public Future<Decision> decide(DecisionQuery query) {
        var message = PolicyMessages.message(query);
        return context.future(
                        guard.get(
                                () -> attempt().decide(message).subscribeAsCompletionStage(),
                                new TypeLiteral<CompletionStage<DecideResponse>>() {}))
                .map(PolicyMessages::decision);
    }

    private MutinyPolicyDecisionPointStub attempt() {
        return stub.withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
