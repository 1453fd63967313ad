package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.contract.DecisionQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Decides by asking policy-service; no answer, a late answer or an unreadable one is a deny. */
public final class GrpcPolicyDecisionPoint implements PolicyDecisionPoint {
    private static final System.Logger LOG =
            System.getLogger(GrpcPolicyDecisionPoint.class.getName());
    private static final RevisionId NO_REVISION = new RevisionId("none");

    private final PolicyClient policy;
    private final BooleanSupplier live;

    /**
     * @param live whether policy-service was heard of lately; if not it is not even asked
     */
    public GrpcPolicyDecisionPoint(PolicyClient policy, BooleanSupplier live) {
        this.policy = policy;
        this.live = live;
    }

    @Override
    public Future<Answer> decide(DecisionRequest request) {
        if (!live.getAsBoolean()) {
            return Future.succeededFuture(unavailable());
        }
        return policy.decide(query(request))
                .map(answer -> new Answer(answer.decision(), answer.wantsEstimate()))
                .recover(
                        failure -> {
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "no decision: command={0} cause={1}",
                                    request.command(),
                                    failure);
                            return Future.succeededFuture(unavailable());
                        });
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

    private static Answer unavailable() {
        return new Answer(
                new Decision.Deny(
                        NO_REVISION,
                        List.of(),
                        "The policy service did not answer in time",
                        RefusalCode.POLICY_UNAVAILABLE),
                false);
    }
}
