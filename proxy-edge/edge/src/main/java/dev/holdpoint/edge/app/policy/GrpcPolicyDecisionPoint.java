package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.app.policy.PolicyWatch.Heard;
import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Generation;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides by asking policy-service, unless it has answered the same before and nothing that decides
 * has changed since; no answer, a late answer or an unreadable one is a deny.
 */
public final class GrpcPolicyDecisionPoint implements PolicyDecisionPoint {
    private static final System.Logger LOG =
            System.getLogger(GrpcPolicyDecisionPoint.class.getName());
    private static final RevisionId NO_REVISION = new RevisionId("none");

    private final PolicyClient policy;
    private final Supplier<@Nullable Heard> heard;
    private final ReusableDecisions reusable;
    private volatile int losses;

    /**
     * @param heard what policy-service decides by, as far as it was heard of lately; null if it was
     *     not, and then it is not even asked
     */
    public GrpcPolicyDecisionPoint(
            PolicyClient policy, Supplier<@Nullable Heard> heard, InstantSource clock) {
        this.policy = policy;
        this.heard = heard;
        this.reusable = new ReusableDecisions(clock);
    }

    @Override
    public Future<Answer> decide(DecisionRequest request) {
        var now = heard.get();
        if (now == null) {
            reusable.forget();
            return Future.succeededFuture(
                    unavailable("The policy service has not been heard of lately"));
        }
        if (!now.isReusable() || now.losses() != losses) {
            losses = now.losses();
            reusable.forget();
            return answered(policy.decide(query(request)), request);
        }
        var known = reusable.find(now.generation(), request);
        return known == null ? ask(now.generation(), request) : known;
    }

    private Future<Answer> ask(Generation now, DecisionRequest request) {
        return answered(
                policy.decide(query(request))
                        .onSuccess(answer -> reusable.keep(now, request, answer)),
                request);
    }

    private static Future<Answer> answered(Future<DecisionAnswer> asked, DecisionRequest request) {
        return asked.map(GrpcPolicyDecisionPoint::answer)
                .recover(
                        failure -> {
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "no decision: command={0} cause={1}",
                                    request.command(),
                                    failure);
                            return Future.succeededFuture(
                                    unavailable(Unanswered.because("The policy service", failure)));
                        });
    }

    static Answer answer(DecisionAnswer answer) {
        return new Answer(
                answer.decision(), answer.wantsEstimate(), answer.onceReleased(), answer.shadow());
    }

    private static DecisionQuery query(DecisionRequest request) {
        var session = request.session();
        var approved = request.approved();
        return new DecisionQuery(
                session.principal(),
                session.target(),
                session.id(),
                request.command(),
                request.facts(),
                request.use(),
                request.justification(),
                request.tags(),
                approved == null
                        ? null
                        : new DecisionQuery.Approved(approved.hold(), approved.terms()));
    }

    private static Answer unavailable(String reason) {
        return new Answer(
                new Decision.Deny(NO_REVISION, List.of(), reason, RefusalCode.POLICY_UNAVAILABLE),
                false,
                List.of());
    }
}
