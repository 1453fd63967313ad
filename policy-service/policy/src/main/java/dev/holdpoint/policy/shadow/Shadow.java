package dev.holdpoint.policy.shadow;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the revision that is tried, if there is one, what the active one was asked: for a few
 * milliseconds of what that one left of its time, and no more once it had no answer too often.
 */
public final class Shadow {
    private static final Logger LOG = Logger.getLogger(Shadow.class);
    private static final Duration BUDGET = Duration.ofMillis(5);

    private final AtomicReference<Overdrafts> overdrafts = new AtomicReference<>(Overdrafts.NONE);

    /**
     * The same answer, with what the revision that is tried says beside it. Whatever goes wrong
     * with that one leaves the answer as it is. The release of a hold was asked about before.
     *
     * @param budget of the whole decision
     */
    public DecisionAnswer beside(
            DecisionAnswer answer,
            Rulebook rulebook,
            DecisionQuery query,
            Instant now,
            Budget budget) {
        var tried = rulebook.shadow();
        if (tried == null) {
            forget();
            return answer;
        }
        if (query.approved() != null || isStopped(tried.id())) {
            return answer;
        }
        var other = new Rulebook(tried, rulebook.targets(), rulebook.grants(), rulebook.number());
        return budget.part(BUDGET)
                .flatMap(part -> decide(other, query, now, part))
                .map(explanation -> beside(answer, tried, explanation))
                .orElse(answer);
    }

    private void forget() {
        if (overdrafts.get().revision() != null) {
            overdrafts.set(Overdrafts.NONE);
        }
    }

    /** When it was asked for the last time, having had no answer too often; null if it is asked. */
    @Nullable Instant stopped(RevisionId tried) {
        return overdrafts.get().of(tried).stopped();
    }

    private boolean isStopped(RevisionId tried) {
        return stopped(tried) != null;
    }

    private Optional<Explanation> decide(
            Rulebook tried, DecisionQuery query, Instant now, Budget budget) {
        try {
            var explanation = Evaluator.decide(tried, query, now, budget);
            if (!isUnavailable(explanation.decision())) {
                return Optional.of(explanation);
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf(
                    "a revision that is tried failed: revision=%s cause=%s", tried.revisionId(), e);
        }
        count(tried.revisionId(), now);
        return Optional.empty();
    }

    private static boolean isUnavailable(Decision decision) {
        return decision instanceof Decision.Deny deny
                && deny.code() == RefusalCode.POLICY_UNAVAILABLE;
    }

    private void count(RevisionId tried, Instant now) {
        var after = overdrafts.updateAndGet(before -> before.of(tried).another(now));
        if (after.stopped() != null) {
            LOG.warnf("a revision that is tried takes too long, asked no more: revision=%s", tried);
        }
    }

    private static DecisionAnswer beside(
            DecisionAnswer answer, Revision tried, Explanation explanation) {
        var decision = explanation.decision();
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
