package dev.holdpoint.edge.app.policy;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.google.protobuf.Message;
import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.MutinyPolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.MutinyPolicyDecisionPointGrpc.MutinyPolicyDecisionPointStub;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * policy-service as the edge asks it: two attempts, 300 ms each for a decision and a second each
 * for a session; none at all for a second once most calls fail, of which one may ask for many
 * decisions. Both questions only read, so asking twice is safe.
 */
public final class PolicyClient {
    private static final int DECIDE_MILLIS = 300;
    private static final int OPEN_MILLIS = 1_000;

    private static final int PRACTICE_ROUNDS = 50;
    private static final int PRACTICE_AT_ONCE = 32;
    private static final Duration PRACTICED = Duration.ofMillis(DECIDE_MILLIS / 10);

    private static final Set<Status.Code> HARMLESS =
            Set.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNIMPLEMENTED);

    private static final TargetName NOWHERE = new TargetName("warm-up");
    private static final Principal NOBODY =
            new Principal(
                    new PrincipalId("holdpoint", "proxy-edge"),
                    "proxy-edge",
                    PrincipalKind.SERVICE,
                    List.of(),
                    null);
    private static final DecisionQuery NOBODYS =
            new DecisionQuery(
                    NOBODY,
                    NOWHERE,
                    new SessionId("warm-up"),
                    new CommandId("warm-up"),
                    CommandFacts.of("UNKNOWN", Effect.UNKNOWN),
                    SessionUse.NONE,
                    null,
                    Map.of(),
                    null);

    private final OnContext context;
    private final MutinyPolicyDecisionPointStub stub;
    private final DecisionCalls calls;
    private final Guard deciding = twice("decide", DECIDE_MILLIS).build();
    private final Guard calling = breaking(guard("call for decisions")).build();
    private final Guard opening = breaking(twice("open session", OPEN_MILLIS)).build();

    public PolicyClient(OnContext context, Channel channel) {
        this.context = context;
        this.stub = MutinyPolicyDecisionPointGrpc.newMutinyStub(channel);
        this.calls =
                new DecisionCalls(
                        channel,
                        Duration.ofMillis(DECIDE_MILLIS),
                        System::nanoTime,
                        call -> calling.get(call, new TypeLiteral<CompletionStage<Message>>() {}));
    }

    /** Fails if there is no usable answer in time. */
    public Future<SessionAnswer> openSession(SessionQuery query) {
        var message = PolicyMessages.message(query);
        return context.future(
                        opening.get(
                                () ->
                                        within(OPEN_MILLIS)
                                                .openSession(message)
                                                .subscribeAsCompletionStage(),
                                new TypeLiteral<CompletionStage<OpenSessionResponse>>() {}))
                .map(PolicyMessages::answer)
                .map(answer -> explicit(query, answer));
    }

    /** Replication that is not spoken of is not allowed. */
    private static SessionAnswer explicit(SessionQuery query, SessionAnswer answer) {
        return query.replication()
                        && answer instanceof SessionAnswer.Admitted admitted
                        && !admitted.replication()
                ? new SessionAnswer.Turned(
                        RefusalCode.NO_GRANT,
                        "start-up parameter replication: this policy-service does not know of it")
                : answer;
    }

    /** Fails if there is no usable answer in time. */
    public Future<DecisionAnswer> decide(DecisionQuery query) {
        var message = PolicyMessages.message(query);
        return context.future(
                        deciding.get(
                                () -> calls.ask(message),
                                new TypeLiteral<CompletionStage<DecideResponse>>() {}))
                .map(PolicyMessages::answer);
    }

    /**
     * Asks for nobody till many questions at once are answered as soon as they will be later, so
     * that no session pays for what first answers take; fails if not even one is answered.
     */
    public Future<Void> warmUp() {
        return openSession(new SessionQuery(NOBODY, NOWHERE, ""))
                .compose(_ -> decide(NOBODYS))
                .compose(_ -> practise(PRACTICE_ROUNDS));
    }

    private Future<Void> practise(int rounds) {
        long begun = System.nanoTime();
        var questions = Stream.generate(() -> decide(NOBODYS)).limit(PRACTICE_AT_ONCE).toList();
        return Future.join(questions)
                .transform(
                        answers -> {
                            boolean quick = System.nanoTime() - begun < PRACTICED.toNanos();
                            return rounds == 1 || (answers.succeeded() && quick)
                                    ? Future.succeededFuture()
                                    : practise(rounds - 1);
                        });
    }

    private MutinyPolicyDecisionPointStub within(int millis) {
        return stub.withDeadlineAfter(millis, TimeUnit.MILLISECONDS);
    }

    private static Guard.Builder guard(String question) {
        return Guard.create().withDescription("policy-service: " + question);
    }

    private static Guard.Builder breaking(Guard.Builder guard) {
        return guard.withCircuitBreaker()
                .requestVolumeThreshold(20)
                .failureRatio(0.75)
                .delay(1, SECONDS)
                .when(PolicyClient::isItsFault)
                .done();
    }

    private static Guard.Builder twice(String question, int millis) {
        return guard(question)
                .withRetry()
                .maxRetries(1)
                .delay(0, MILLIS)
                .whenException(PolicyClient::isItsFault)
                .done()
                .withTimeout()
                .duration(millis, MILLIS)
                .done();
    }

    /**
     * A question that is too large, one too many, or one that an older version does not know tells
     * nothing of policy-service.
     */
    private static boolean isItsFault(Throwable failure) {
        return !HARMLESS.contains(Status.fromThrowable(failure).getCode());
    }
}
