package dev.holdpoint.policy.trial;

import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Obligation.RecordResults;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the words cases use.
 *
 * @param rules those that matched, the deciding one first; none if no rule decided
 * @param code of a deny, else null
 * @param masks of an allow, or of the one that follows a release, by column or detector
 * @param approval votes a hold needs, by group, of all stages
 * @param mostRows that may leave, under the same decisions as {@code masks}; null for all of them
 */
public record Came(
        RuleDecision decision,
        List<String> rules,
        @Nullable RefusalCode code,
        String reason,
        Map<String, String> masks,
        Map<String, Integer> approval,
        @Nullable Long mostRows) {
    /** What stands for the deciding rule where none decided. */
    public static final String NO_RULE = "none";

    public Came {
        rules = List.copyOf(rules);
    }

    static Came of(Explanation explanation) {
        return switch (explanation.decision()) {
            case Allow(_, var rules, var reason, var obligations) ->
                    new Came(
                            RuleDecision.ALLOW,
                            rules,
                            null,
                            reason,
                            masks(obligations),
                            Map.of(),
                            mostRows(obligations));
            case Deny(_, var rules, var reason, var code) ->
                    new Came(RuleDecision.DENY, rules, code, reason, Map.of(), Map.of(), null);
            case Hold(_, var rules, var reason, var terms) ->
                    new Came(
                            RuleDecision.HOLD,
                            rules,
                            null,
                            reason,
                            masks(explanation.onceReleased()),
                            votes(terms.parts()),
                            mostRows(explanation.onceReleased()));
        };
    }

    /** Of what may be asked for, or not. */
    static Came of(AccessAnswer answer) {
        return switch (answer) {
            case AccessAnswer.Offered(_, var rules, var terms) ->
                    new Came(
                            RuleDecision.HOLD,
                            rules,
                            null,
                            "",
                            Map.of(),
                            votes(terms.quorum()),
                            null);
            case AccessAnswer.NotOffered(_, var reason) ->
                    new Came(
                            RuleDecision.DENY,
                            List.of(),
                            RefusalCode.NO_GRANT,
                            reason,
                            Map.of(),
                            Map.of(),
                            null);
        };
    }

    /** The deciding rule. */
    public String rule() {
        return rules.isEmpty() ? NO_RULE : rules.getFirst();
    }

    /** As cases write it. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Integer> votes(List<QuorumPart> parts) {
        return new TreeMap<>(
                parts.stream()
                        .collect(
                                Collectors.toMap(
                                        QuorumPart::group, QuorumPart::votes, Integer::sum)));
    }

    private static Map<String, String> masks(List<Obligation> obligations) {
        var masks = new TreeMap<String, String>();
        for (var obligation : obligations) {
            switch (obligation) {
                case MaskColumn(var column, var mask, _) -> masks.put(column, using(mask));
                case DetectValues(var detectors, var mask, _) ->
                        detectors.forEach(
                                detector ->
                                        masks.put(word(detector).replace('_', '-'), using(mask)));
                case RecordResults _, LimitRows _ -> {}
            }
        }
        return masks;
    }

    private static @Nullable Long mostRows(List<Obligation> obligations) {
        return obligations.stream()
                .filter(LimitRows.class::isInstance)
                .map(limit -> ((LimitRows) limit).rows())
                .findFirst()
                .orElse(null);
    }

    private static String using(Mask mask) {
        return switch (mask) {
            case Mask.NullOut() -> "null";
            case Mask.Redact() -> "redact";
            case Mask.Token() -> "token";
            case Mask.FormatPreserving() -> "formatPreserving";
            case Mask.KeepLast(var count) -> "keepLast " + count;
        };
    }
}
