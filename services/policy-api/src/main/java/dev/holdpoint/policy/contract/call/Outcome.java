package dev.holdpoint.policy.contract.call;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** What comes of a call with one answer: that, or why there is none. */
abstract class Outcome<A> implements StreamObserver<A> {
    private @Nullable A answer;

    abstract void answered(A answer);

    abstract void failed(Status why);

    @Override
    public final void onNext(A answered) {
        answer = answered;
    }

    @Override
    public final void onError(Throwable why) {
        failed(Status.fromThrowable(why));
    }

    @Override
    public final void onCompleted() {
        if (answer == null) {
            failed(Status.INTERNAL.withDescription("no answer"));
        } else {
            answered(answer);
        }
    }
}
