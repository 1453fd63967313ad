package dev.holdpoint.policy.access;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;

/**
 * What may become of somebody's commands of one effect.
 *
 * @param atBest the mildest answer that one of them may get; a hold needs a release
 */
public record EffectAccess(
        Effect effect,
        RuleDecision atBest,
        List<Applicable> deny,
        List<Applicable> hold,
        List<Applicable> allow) {
    public EffectAccess {
        deny = List.copyOf(deny);
        hold = List.copyOf(hold);
        allow = List.copyOf(allow);
    }

    static EffectAccess of(Effect effect, List<Rule> rules, Holder holder) {
        var deny = applicable(RuleDecision.DENY, effect, rules, holder);
        var hold = applicable(RuleDecision.HOLD, effect, rules, holder);
        var allow = applicable(RuleDecision.ALLOW, effect, rules, holder);
        return new EffectAccess(effect, atBest(deny, hold, allow), deny, hold, allow);
    }

    private static List<Applicable> applicable(
            RuleDecision decision, Effect effect, List<Rule> rules, Holder holder) {
        return rules.stream()
                .filter(rule -> rule.decision() == decision)
                .flatMap(rule -> Applicable.of(rule, effect, holder).stream())
                .toList();
    }

    private static RuleDecision atBest(
            List<Applicable> deny, List<Applicable> hold, List<Applicable> allow) {
        if (deny.stream().anyMatch(Applicable::always) || hold.isEmpty() && allow.isEmpty()) {
            return RuleDecision.DENY;
        }
        return allow.isEmpty() || hold.stream().anyMatch(Applicable::always)
                ? RuleDecision.HOLD
                : RuleDecision.ALLOW;
    }
}
