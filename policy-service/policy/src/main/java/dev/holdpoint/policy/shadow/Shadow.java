package dev.holdpoint.policy.shadow;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Asks the revision that is tried, if there is one, what the active one was asked. */
public final class Shadow {
    private static final Logger LOG = Logger.getLogger(Shadow.class);
    private static final Duration BUDGET = Duration.ofMillis(50);

    private Shadow() {}

    /**
     * The same answer, with what the revision that is tried says beside it. Whatever goes wrong
     * with that one leaves the answer as it is. The release of a hold was asked about before.
     */
    public static DecisionAnswer beside(
            DecisionAnswer answer, Rulebook rulebook, DecisionQuery query, Instant now) {
        var tried = rulebook.shadow();
        if (tried == null || query.approved() != null) {
            return answer;
        }
        try {
            return beside(answer, tried, decide(tried, rulebook, query, now));
        } catch (RuntimeException e) {
            LOG.warnf("a revision that is tried failed: revision=%s cause=%s", tried.id(), e);
            return answer;
        }
    }

    private static Explanation decide(
            Revision tried, Rulebook rulebook, DecisionQuery query, Instant now) {
        var other = new Rulebook(tried, rulebook.targets(), rulebook.grants(), rulebook.number());
        return Evaluator.decide(other, query, now, new Budget(System::nanoTime, BUDGET));
    }

    private static DecisionAnswer beside(
            DecisionAnswer answer, Revision tried, Explanation explanation) {
        var decision = explanation.decision();
        if (decision instanceof Decision.Deny deny
                && deny.code() == RefusalCode.POLICY_UNAVAILABLE) {
            return answer;
        }
        return answer.beside(
                new ShadowAnswer(
                        tried.id(),
                        Answered.of(answer.decision()),
                        Answered.of(decision),
                        decision.rules()),
                explanation.inputs(),
                explanation.reusableUntil());
    }
}
