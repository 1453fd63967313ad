package dev.holdpoint.policy.contract.call;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What comes of a call with one answer: that, or why there is none. */
abstract class Outcome<A extends Message> implements StreamObserver<A> {
    private final CompletableFuture<Message> over = new CompletableFuture<>();
    private @Nullable A answer;
    private @Nullable Status failure;

    abstract void answered(A answer);

    abstract void failed(Status why);

    /** Makes the call, if the guard lets it be made. */
    final void from(Consumer<StreamObserver<A>> call, CallGuard guard) {
        var _ =
                guard.guard(
                                () -> {
                                    call.accept(this);
                                    return over;
                                })
                        .whenComplete((_, why) -> settle(why));
    }

    private void settle(@Nullable Throwable why) {
        var got = answer;
        if (why == null && got != null) {
            answered(got);
        } else {
            failed(failure == null ? notMade(why) : failure);
        }
    }

    private static Status notMade(@Nullable Throwable why) {
        return Status.UNAVAILABLE.withDescription("policy-service was not asked").withCause(why);
    }

    @Override
    public final void onNext(A answered) {
        answer = answered;
    }

    @Override
    public final void onError(Throwable why) {
        failure = Status.fromThrowable(why);
        over.completeExceptionally(why);
    }

    @Override
    public final void onCompleted() {
        var got = answer;
        if (got == null) {
            onError(Status.INTERNAL.withDescription("no answer").asRuntimeException());
        } else {
            over.complete(got);
        }
    }
}
