package dev.holdpoint.policy.language;

import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.match.RuleMatch;
import org.jspecify.annotations.Nullable;

/**
 * What a policy adds to a command's risk, or takes from it.
 *
 * @param id {@code policy/entry}
 * @param points negative if they are taken
 * @param when further condition, tried only if {@code match} holds; null if none
 */
public record RiskEntry(String id, int points, RuleMatch match, @Nullable Condition when) {
    /**
     * Matches as this would: points are added for what could be, and taken for what certainly is.
     */
    public RuleDecision strictness() {
        return strictness(points);
    }

    /** How an entry of these points matches. */
    public static RuleDecision strictness(int points) {
        return points > 0 ? RuleDecision.HOLD : RuleDecision.ALLOW;
    }
}
