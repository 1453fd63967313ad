package dev.holdpoint.policy.language;

import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.match.RuleMatch;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy.
 *
 * @param id {@code policy/rule}
 * @param when further condition, tried only if {@code match} holds; null if none
 * @param reason told to the client; empty if none was given
 * @param wantsJustification whether the client must have said why; never of a rule that denies
 * @param terms who may release; null unless the rule holds
 * @param mostRows of a command that it allows; null for all of them
 * @param beyondGrant whether people may be asked about effects that it names though no grant covers
 *     them; only of a rule that holds
 */
public record Rule(
        String id,
        RuleDecision decision,
        RuleMatch match,
        @Nullable Condition when,
        String reason,
        boolean wantsJustification,
        @Nullable HoldTerms terms,
        @Nullable Long mostRows,
        boolean beyondGrant) {
    /** The same rule of other commands. */
    public Rule matching(RuleMatch other) {
        return new Rule(
                id,
                decision,
                other,
                when,
                reason,
                wantsJustification,
                terms,
                mostRows,
                beyondGrant);
    }
}
