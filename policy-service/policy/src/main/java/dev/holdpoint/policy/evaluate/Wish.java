package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.evaluate.Considered.Matched;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;
import java.util.stream.Stream;

/** Whether more knowledge could change a decision. */
final class Wish {
    private Wish() {}

    /**
     * An estimate of rows could: a rule wants one, and no rule that needs none is as strict or
     * stricter. Of holds every one counts, since each adds its terms. What is beyond all grants
     * stays denied, unless a rule that wants one could offer to ask people.
     */
    static boolean forEstimate(Decision decision, List<Considered> considered) {
        if (!isAnyWishing(considered)) {
            return false;
        }
        boolean settled =
                isBeyond(decision) && wishing(considered).noneMatch(Wish::isOffering)
                        || matchedFor(considered, RuleDecision.DENY);
        if (settled) {
            return false;
        }
        boolean strictWish = wishing(considered).anyMatch(Wish::isStrict);
        boolean otherwiseSettled =
                matchedFor(considered, RuleDecision.HOLD)
                        || matchedFor(considered, RuleDecision.ALLOW);
        return strictWish || !otherwiseSettled;
    }

    private static boolean isBeyond(Decision decision) {
        return decision instanceof Decision.Deny deny && deny.code() == RefusalCode.NO_GRANT;
    }

    private static boolean isOffering(Considered one) {
        return one.rule().beyondGrant();
    }

    private static boolean isAnyWishing(List<Considered> considered) {
        for (var one : considered) {
            if (one.wantsEstimate()) {
                return true;
            }
        }
        return false;
    }

    /** An allow with a limit is stricter than one without. */
    private static boolean isStrict(Considered one) {
        return decides(one) != RuleDecision.ALLOW || one.rule().mostRows() != null;
    }

    private static boolean matchedFor(List<Considered> considered, RuleDecision decision) {
        return considered.stream()
                .anyMatch(
                        one ->
                                one instanceof Matched
                                        && !one.wantsEstimate()
                                        && decides(one) == decision);
    }

    private static Stream<Considered> wishing(List<Considered> considered) {
        return considered.stream().filter(Considered::wantsEstimate);
    }

    private static RuleDecision decides(Considered one) {
        return one.rule().decision();
    }
}
