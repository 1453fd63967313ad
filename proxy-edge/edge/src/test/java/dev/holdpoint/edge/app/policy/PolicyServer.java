package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.OpenSessionRequest;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.WatchEvent;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real gRPC server that answers as a test says, or not at all. */
public final class PolicyServer extends PolicyDecisionPointGrpc.PolicyDecisionPointImplBase
        implements AutoCloseable {
    public final AtomicInteger asked = new AtomicInteger();
    public volatile boolean silent;
    volatile Decision decision = Sample.allow();
    volatile Set<Input> inputs = Set.of(Input.OTHER);
    volatile @Nullable Instant reusableUntil;
    volatile List<Obligation> onceReleased = List.of();
    public volatile SessionAnswer answer =
            new SessionAnswer.Turned(RefusalCode.NO_GRANT, "no grant");
    private final List<StreamObserver<WatchEvent>> watchers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final Server server;
    private volatile long generation = 1;
    private volatile long answersOf;
    private volatile boolean withoutLines;

    public PolicyServer(int port) {
        var _ = heart.scheduleAtFixedRate(this::beat, 500, 500, TimeUnit.MILLISECONDS);
        try {
            server =
                    Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                            .addService(this)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void decide(DecideRequest request, StreamObserver<DecideResponse> observer) {
        asked.incrementAndGet();
        if (!silent) {
            observer.onNext(
                    PolicyMessages.message(
                            new DecisionAnswer(
                                    decision,
                                    false,
                                    inputs,
                                    reusableUntil,
                                    onceReleased,
                                    decidedBy())));
            observer.onCompleted();
        }
    }

    @Override
    public void openSession(
            OpenSessionRequest request, StreamObserver<OpenSessionResponse> observer) {
        asked.incrementAndGet();
        if (!silent) {
            observer.onNext(PolicyMessages.message(answer));
            observer.onCompleted();
        }
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchEvent> observer) {
        if (withoutLines) {
            observer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        var line = (ServerCallStreamObserver<WatchEvent>) observer;
        line.setOnCancelHandler(() -> watchers.remove(line));
        watchers.add(line);
        observer.onNext(PolicyMessages.message(new Generation(Sample.REVISION, generation)));
    }

    /** Ends every line with an error and takes no other; decides as before. */
    void cutLines() {
        withoutLines = true;
        var lines = List.copyOf(watchers);
        watchers.clear();
        lines.forEach(line -> line.onError(Status.UNAVAILABLE.asRuntimeException()));
    }

    void announce(long number) {
        generation = number;
    }

    /** Says of every answer that it belongs to this generation, whatever is announced. */
    void answersOf(long number) {
        answersOf = number;
    }

    private long decidedBy() {
        return answersOf == 0 ? generation : answersOf;
    }

    private void beat() {
        watchers.forEach(
                watcher ->
                        watcher.onNext(
                                PolicyMessages.message(
                                        new Generation(Sample.REVISION, generation))));
    }

    @Override
    public void close() {
        heart.shutdownNow();
        server.shutdownNow();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still serving");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
