package dev.holdpoint.policy.contract.call;

import dev.holdpoint.policy.proto.DecideAllRequest;
import dev.holdpoint.policy.proto.DecideAllResponse;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc.PolicyDecisionPointStub;
import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Asks policy-service for decisions: at once and alone while few calls are under way, else together
 * with whatever is asked until one of them ends. One that cannot be answered in time fails; so do
 * all of a call that nobody answers. Safe for any thread.
 */
public final class DecisionCalls {
    /** Questions of one call. */
    public static final int MOST_TOGETHER = 64;

    /** Bytes of one call of several questions: half of what policy-service takes as one message. */
    public static final int MOST_BYTES = 128 << 10;

    /** Bytes of the answers of one call, unless it is one: a quarter of what gRPC takes at most. */
    public static final int MOST_ANSWER_BYTES = 1 << 20;

    /** Calls at a time. */
    public static final int MOST_UNDER_WAY = 2;

    /** Questions that wait for one of them to end; another one fails at once. */
    public static final int MOST_WAITING = 4_096;

    /** What a question takes in a call beside its own bytes, at most. */
    static final int BYTES_BESIDE = 8;

    /** What becomes of a call whatever it asks. */
    private static final Set<Status.Code> UNANSWERED =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);

    private static final long ALONE_FOR = Duration.ofMinutes(1).toNanos();

    private final PolicyDecisionPointStub stub;
    private final long limit;
    private final LongSupplier nanoTime;
    private final CallGuard guard;
    private final Waiting waiting = new Waiting();
    private volatile long aloneUntil;

    /**
     * @param limit how long a question may take, from when it is asked
     * @param guard of each call, however many questions it has
     */
    public DecisionCalls(Channel channel, Duration limit, LongSupplier nanoTime, CallGuard guard) {
        this.stub = PolicyDecisionPointGrpc.newStub(channel);
        this.limit = limit.toNanos();
        this.nanoTime = nanoTime;
        this.guard = guard;
        this.aloneUntil = nanoTime.getAsLong();
    }

    /** Fails if there is no answer in time. */
    public CompletableFuture<DecideResponse> ask(DecideRequest asked) {
        var question = new Question(asked, nanoTime.getAsLong() + limit);
        if (isEachAlone()) {
            alone(question, () -> {});
        } else {
            switch (waiting.turn(question)) {
                case NOW -> alone(question, this::ended);
                case LATER -> {}
                case NEVER ->
                        question.fail(
                                Status.RESOURCE_EXHAUSTED.withDescription(
                                        "too many questions wait for policy-service"));
            }
        }
        return question.answer();
    }

    private void ended() {
        ended(List.of());
    }

    private void ended(List<Question> again) {
        var next = waiting.ended(again);
        if (!next.isEmpty()) {
            send(next);
        }
    }

    private void send(List<Question> questions) {
        long now = nanoTime.getAsLong();
        questions.stream().filter(question -> question.isLate(now)).forEach(Question::late);
        var left = questions.stream().filter(question -> !question.isLate(now)).toList();
        if (left.isEmpty()) {
            ended();
        } else if (left.size() == 1) {
            alone(left.getFirst(), this::ended);
        } else if (isEachAlone()) {
            eachAlone(left);
        } else {
            together(left);
        }
    }

    private void alone(Question question, Runnable ended) {
        new OneAnswer(question, ended)
                .from(
                        observer -> until(question.deadline()).decide(question.asked(), observer),
                        guard);
    }

    private void eachAlone(List<Question> questions) {
        var left = new AtomicInteger(questions.size());
        for (var question : questions) {
            alone(
                    question,
                    () -> {
                        if (left.decrementAndGet() == 0) {
                            ended();
                        }
                    });
        }
    }

    private void together(List<Question> questions) {
        var message = DecideAllRequest.newBuilder();
        questions.forEach(question -> message.addQuestions(question.asked()));
        long deadline = questions.getLast().deadline();
        new AllAnswers(questions)
                .from(observer -> until(deadline).decideAll(message.build(), observer), guard);
    }

    private PolicyDecisionPointStub until(long deadline) {
        long left = Math.max(0, deadline - nanoTime.getAsLong());
        return stub.withDeadlineAfter(left, TimeUnit.NANOSECONDS);
    }

    /** For some time after a policy-service did not know of questions that are asked together. */
    private boolean isEachAlone() {
        return aloneUntil - nanoTime.getAsLong() > 0;
    }

    /** What comes of a question that is asked alone. */
    private final class OneAnswer extends Outcome<DecideResponse> {
        private final Question question;
        private final Runnable ended;

        private OneAnswer(Question question, Runnable ended) {
            this.question = question;
            this.ended = ended;
        }

        @Override
        void answered(DecideResponse answer) {
            question.answered(answer, nanoTime.getAsLong());
            ended.run();
        }

        @Override
        void failed(Status why) {
            question.fail(why);
            ended.run();
        }
    }

    /** What comes of several. */
    private final class AllAnswers extends Outcome<DecideAllResponse> {
        private final List<Question> questions;

        private AllAnswers(List<Question> questions) {
            this.questions = questions;
        }

        @Override
        void answered(DecideAllResponse answer) {
            if (answer.getAnswersCount() != questions.size()) {
                failed(Status.INTERNAL.withDescription("not as many answers as questions"));
                return;
            }
            var left = settle(answer);
            if (left.size() < questions.size()) {
                ended(left);
            } else {
                left.forEach(Question::unanswered);
                ended();
            }
        }

        /** Those that were not come to, which are asked again as long as others are. */
        private List<Question> settle(DecideAllResponse answer) {
            long now = nanoTime.getAsLong();
            var left = new ArrayList<Question>();
            for (int i = 0; i < questions.size(); i++) {
                var question = questions.get(i);
                if (answer.getAnswers(i).getDecision().isEmpty()) {
                    left.add(question);
                } else {
                    question.answered(answer.getAnswers(i), now);
                }
            }
            return left;
        }

        @Override
        void failed(Status why) {
            if (why.getCode() == Status.Code.UNIMPLEMENTED) {
                aloneUntil = nanoTime.getAsLong() + ALONE_FOR;
            }
            if (UNANSWERED.contains(why.getCode())) {
                questions.forEach(question -> question.fail(why));
                ended();
            } else {
                eachAlone(questions);
            }
        }
    }
}
