package dev.holdpoint.policy.grpc;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.MalformedMessage;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.proto.DecideAllRequest;
import dev.holdpoint.policy.proto.DecideAllResponse;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.OpenSessionRequest;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.PolicyDecisionPoint;
import dev.holdpoint.policy.proto.WatchEvent;
import dev.holdpoint.policy.proto.WatchRequest;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.shadow.Shadow;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Answers the edges. Never fails: whatever goes wrong here is a deny. */
@GrpcService
public final class PolicyGrpcService implements PolicyDecisionPoint {
    private static final Logger LOG = Logger.getLogger(PolicyGrpcService.class);

    /** After which none of several questions is begun with: who asked has to ask again. */
    private static final Duration ALL = Duration.ofMillis(20);

    private static final String TOO_MUCH =
            "Ask about at most %d commands in %d bytes together."
                    .formatted(DecisionCalls.MOST_TOGETHER, DecisionCalls.MOST_BYTES);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Rulebooks rulebooks;
    private final Shadow shadow;
    private final AccessOffers offers;
    private final InstantSource clock = InstantSource.system();

    @Inject
    public PolicyGrpcService(Rulebooks rulebooks, Shadow shadow, AccessOffers offers) {
        this.rulebooks = rulebooks;
        this.shadow = shadow;
        this.offers = offers;
    }

    @Override
    public Uni<OpenSessionResponse> openSession(OpenSessionRequest request) {
        return Uni.createFrom().item(PolicyMessages.message(admit(request)));
    }

    @Override
    public Uni<DecideResponse> decide(DecideRequest request) {
        return Uni.createFrom().item(PolicyMessages.message(answer(request)));
    }

    @Override
    public Uni<DecideAllResponse> decideAll(DecideAllRequest request) {
        if (isTooMuch(request)) {
            return Uni.createFrom()
                    .failure(Status.INVALID_ARGUMENT.withDescription(TOO_MUCH).asException());
        }
        long begun = System.nanoTime();
        return Uni.createFrom()
                .item(
                        AnswersTogether.of(
                                request.getQuestionsList(),
                                question -> PolicyMessages.message(answer(question)),
                                () -> System.nanoTime() - begun <= ALL.toNanos()));
    }

    private static boolean isTooMuch(DecideAllRequest request) {
        return request.getQuestionsCount() > DecisionCalls.MOST_TOGETHER
                || request.getSerializedSize() > DecisionCalls.MOST_BYTES;
    }

    @Override
    public Multi<WatchEvent> watch(WatchRequest request) {
        var beats = Multi.createFrom().ticks().every(HEARTBEAT).map(_ -> rulebooks.current());
        return Multi.createBy()
                .merging()
                .streams(Multi.createFrom().item(rulebooks::current), changes(), beats)
                .onOverflow()
                .dropPreviousItems()
                .map(_ -> event(rulebooks.current()));
    }

    private Multi<Rulebook> changes() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var stop = rulebooks.onChange(emitter::emit);
                            emitter.onTermination(stop);
                        });
    }

    private SessionAnswer admit(OpenSessionRequest request) {
        try {
            var rulebook = rulebooks.current();
            var query = PolicyMessages.query(request);
            var answer = Evaluator.admit(rulebook, query, clock.instant());
            return offers.hinting(answer, rulebook, query);
        } catch (MalformedMessage e) {
            return new SessionAnswer.Turned(RefusalCode.PROTOCOL_VIOLATION, message(e));
        } catch (RuntimeException e) {
            LOG.error("A session could not be decided and is refused", e);
            return new SessionAnswer.Turned(RefusalCode.POLICY_UNAVAILABLE, "Policy failed.");
        }
    }

    private DecisionAnswer answer(DecideRequest request) {
        var rulebook = rulebooks.current();
        try {
            var query = PolicyMessages.query(request);
            var budget = new Budget(System::nanoTime, Budget.OF_A_DECISION);
            var now = clock.instant();
            var answer = Evaluator.decide(rulebook, query, now, budget).answer(rulebook.number());
            return shadow.beside(answer, rulebook, query, now, budget);
        } catch (MalformedMessage e) {
            return deny(rulebook, RefusalCode.PROTOCOL_VIOLATION, message(e));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A command could not be decided and is denied", e);
            return deny(rulebook, RefusalCode.POLICY_UNAVAILABLE, "Policy failed.");
        }
    }

    private static DecisionAnswer deny(Rulebook rulebook, RefusalCode code, String reason) {
        return DecisionAnswer.once(
                new Decision.Deny(rulebook.revisionId(), List.of(), reason, code));
    }

    private static WatchEvent event(Rulebook rulebook) {
        return PolicyMessages.message(new Generation(rulebook.revisionId(), rulebook.number()));
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
