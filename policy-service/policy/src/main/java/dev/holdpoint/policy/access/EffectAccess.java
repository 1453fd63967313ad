package dev.holdpoint.policy.access;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;
import java.util.Optional;

/**
 * What may become of somebody's commands of one effect.
 *
 * @param atBest the mildest answer that one of them may get; a hold needs a release
 * @param limit how many rows of any of them may leave; less may, where a rule that decides about
 *     some asks for less
 * @param needsJustification whether all of them are denied to who does not say why
 * @param beyondGrant whether the grant does not cover them, and a rule offers to ask people
 */
public record EffectAccess(
        Effect effect,
        RuleDecision atBest,
        Optional<LimitRows> limit,
        boolean needsJustification,
        boolean beyondGrant,
        List<Applicable> deny,
        List<Applicable> hold,
        List<Applicable> allow) {
    public EffectAccess {
        deny = List.copyOf(deny);
        hold = List.copyOf(hold);
        allow = List.copyOf(allow);
    }

    static EffectAccess of(Effect effect, TargetTerms terms, Holder holder) {
        return of(effect, terms, holder, false);
    }

    /** Of an effect that the grant does not cover; empty if nobody may be asked about it. */
    static Optional<EffectAccess> offered(Effect effect, TargetTerms terms, Holder holder) {
        return terms.rules().stream()
                        .filter(Rule::beyondGrant)
                        .anyMatch(rule -> Applicable.of(rule, effect, holder).isPresent())
                ? Optional.of(of(effect, terms, holder, true))
                : Optional.empty();
    }

    private static EffectAccess of(
            Effect effect, TargetTerms terms, Holder holder, boolean beyondGrant) {
        var deny = applicable(RuleDecision.DENY, effect, terms, holder);
        var hold = applicable(RuleDecision.HOLD, effect, terms, holder);
        var allow = applicable(RuleDecision.ALLOW, effect, terms, holder);
        var always = always(List.of(hold, allow));
        return new EffectAccess(
                effect,
                atBest(deny, hold, beyondGrant ? List.of() : allow),
                terms.limit(always),
                always.stream().anyMatch(Applicable::needsJustification),
                beyondGrant,
                deny,
                hold,
                allow);
    }

    private static List<Applicable> always(List<List<Applicable>> rules) {
        return rules.stream().flatMap(List::stream).filter(Applicable::always).toList();
    }

    private static List<Applicable> applicable(
            RuleDecision decision, Effect effect, TargetTerms terms, Holder holder) {
        return terms.rules().stream()
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
