package dev.holdpoint.policy.contract.call;

import com.google.protobuf.Message;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whatever stands before the calls to policy-service and hears how each ended. */
@FunctionalInterface
public interface CallGuard {
    /** Lets every call be made. */
    CallGuard NONE = Supplier::get;

    /** What comes of the call; fails where it is not made at all. */
    CompletionStage<Message> guard(Supplier<CompletionStage<Message>> call);
}
