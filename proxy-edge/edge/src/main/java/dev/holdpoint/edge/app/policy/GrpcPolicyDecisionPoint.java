package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.contract.DecisionQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
    public Future<Decision> decide(
            SessionAttributes session, CommandId command, CommandFacts facts) {
        return ask(session, command, facts, null);
    }

    @Override
    public Future<Decision> decideApproved(
            SessionAttributes session,
            CommandId command,
            CommandFacts facts,
            HoldId approval,
            HoldTerms terms) {
        return ask(session, command, facts, new DecisionQuery.Approved(approval, terms));
    }

    private Future<Decision> ask(
            SessionAttributes session,
            CommandId command,
            CommandFacts facts,
            DecisionQuery.@Nullable Approved approved) {
        if (!live.getAsBoolean()) {
            return Future.succeededFuture(unavailable());
        }
        var query =
                new DecisionQuery(
                        session.principal(),
                        session.target(),
                        session.id(),
                        command,
                        session.clientAddress(),
                        facts,
                        approved);
        return policy.decide(query)
                .recover(
                        failure -> {
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "no decision: command={0} cause={1}",
                                    command,
                                    failure);
                            return Future.succeededFuture(unavailable());
                        });
    }

    private static Decision unavailable() {
        return new Decision.Deny(
                NO_REVISION,
                List.of(),
                "The policy service did not answer in time",
                RefusalCode.POLICY_UNAVAILABLE);
    }
}
