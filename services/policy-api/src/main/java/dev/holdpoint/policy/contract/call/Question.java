package dev.holdpoint.policy.contract.call;

import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked, and what comes of it.
 *
 * @param deadline in nanoseconds of the clock that all of them are told by
 */
record Question(DecideRequest asked, long deadline, CompletableFuture<DecideResponse> answer) {
    Question(DecideRequest asked, long deadline) {
        this(asked, deadline, new CompletableFuture<>());
    }

    int bytes() {
        return asked.getSerializedSize();
    }

    boolean isLate(long nanoTime) {
        return deadline - nanoTime <= 0;
    }

    void late() {
        fail(Status.DEADLINE_EXCEEDED.withDescription("no decision in time"));
    }

    void unanswered() {
        fail(Status.UNAVAILABLE.withDescription("policy-service did not come to it"));
    }

    void fail(Status why) {
        answer.completeExceptionally(why.asRuntimeException());
    }

    /** An answer without a decision is none, and one that comes too late counts no more. */
    void answered(DecideResponse response, long nanoTime) {
        if (isLate(nanoTime)) {
            late();
        } else if (response.getDecision().isEmpty()) {
            unanswered();
        } else {
            answer.complete(response);
        }
    }
}
