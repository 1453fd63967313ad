package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.DecideAllRequest;
import dev.holdpoint.policy.proto.DecideAllResponse;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real gRPC server that keeps its answers until a test lets them go. */
final class GatheringServer extends PolicyDecisionPointGrpc.PolicyDecisionPointImplBase
        implements AutoCloseable {
    /** What the commands begin with that it does not come to. */
    static final String LEFT_OUT = "left-out";

    /** What those begin with that it comes to when it is asked about them again. */
    static final String NEXT_TIME = "next-time";

    /** How many questions each call had that was asked together. */
    final List<Integer> together = new CopyOnWriteArrayList<>();

    /** The commands that were asked about alone. */
    final List<String> alone = new CopyOnWriteArrayList<>();

    private final Set<String> heardOf = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
    private final boolean knowsTogether;
    private final Server server;
    private volatile boolean free;
    private volatile @Nullable Status failing;

    /**
     * @param knowsTogether whether it is of a version that answers several questions of one call
     */
    GatheringServer(boolean knowsTogether) {
        this.knowsTogether = knowsTogether;
        try {
            server =
                    Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                            .addService(this)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** How many calls have no answer yet. */
    int underWay() {
        return kept.size();
    }

    /** Answers all that was asked, and from now on at once. */
    void release() {
        free = true;
        for (var answer = kept.poll(); answer != null; answer = kept.poll()) {
            answer.run();
        }
    }

    /** What all calls that ask together come to. */
    void failTogether(Status why) {
        failing = why;
    }

    @Override
    public void decide(DecideRequest question, StreamObserver<DecideResponse> observer) {
        alone.add(question.getCommand());
        answer(observer, answer(question));
    }

    @Override
    public void decideAll(DecideAllRequest questions, StreamObserver<DecideAllResponse> observer) {
        if (!knowsTogether) {
            super.decideAll(questions, observer);
            return;
        }
        together.add(questions.getQuestionsCount());
        var why = failing;
        if (why != null) {
            observer.onError(why.asRuntimeException());
            return;
        }
        var answers = DecideAllResponse.newBuilder();
        questions.getQuestionsList().forEach(question -> answers.addAnswers(answer(question)));
        answer(observer, answers.build());
    }

    private <A> void answer(StreamObserver<A> observer, A answer) {
        Runnable answering =
                () -> {
                    observer.onNext(answer);
                    observer.onCompleted();
                };
        if (free) {
            answering.run();
        } else {
            kept.add(answering);
        }
    }

    /** A deny whose reason is the command. */
    private DecideResponse answer(DecideRequest question) {
        var command = question.getCommand();
        boolean isNew = heardOf.add(command);
        if (command.startsWith(LEFT_OUT) || command.startsWith(NEXT_TIME) && isNew) {
            return DecideResponse.getDefaultInstance();
        }
        var deny =
                new Decision.Deny(Sample.REVISION, List.of(), command, RefusalCode.POLICY_DENIED);
        return PolicyMessages.message(DecisionAnswer.once(deny));
    }

    @Override
    public void close() {
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
