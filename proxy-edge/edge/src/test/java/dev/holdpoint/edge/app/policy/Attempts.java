package dev.holdpoint.edge.app.policy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** How long each question to policy-service may take. */
final class Attempts implements ClientInterceptor {
    private final List<Long> millis = new CopyOnWriteArrayList<>();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (method.getType() == MethodType.UNARY) {
            var deadline = Objects.requireNonNull(options.getDeadline(), "no deadline");
            millis.add(Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
        }
        return next.newCall(method, options);
    }

    void forget() {
        millis.clear();
    }

    /** For all of them together. */
    long allowedMillis() {
        return millis.stream().mapToLong(Long::longValue).sum();
    }
}
