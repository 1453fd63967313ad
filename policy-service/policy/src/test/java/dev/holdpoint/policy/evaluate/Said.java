package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.Input;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an explanation says, whatever the order it says it in. */
record Said(
        Answer answer,
        Set<String> rules,
        @Nullable RefusalCode code,
        @Nullable HoldTerms terms,
        Set<String> obligations,
        Set<String> onceReleased,
        Set<Input> inputs,
        boolean wantsEstimate,
        @Nullable Instant reusableUntil,
        Map<String, Integer> risks) {
    /** From the mildest to the strictest. */
    enum Answer {
        ALLOW,
        HOLD,
        DENY
    }

    static Said of(Explanation explanation) {
        var decision = explanation.decision();
        return new Said(
                answer(decision),
                new TreeSet<>(decision.rules()),
                decision instanceof Decision.Deny deny ? deny.code() : null,
                decision instanceof Decision.Hold hold ? hold.terms() : null,
                decision instanceof Decision.Allow allow ? names(allow.obligations()) : Set.of(),
                names(explanation.onceReleased()),
                explanation.inputs(),
                explanation.wantsEstimate(),
                explanation.reusableUntil(),
                scores(explanation));
    }

    static Answer answer(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> Answer.ALLOW;
            case Decision.Hold _ -> Answer.HOLD;
            case Decision.Deny _ -> Answer.DENY;
        };
    }

    private static Map<String, Integer> scores(Explanation explanation) {
        var scores = new TreeMap<String, Integer>();
        explanation.risks().forEach(risk -> scores.put(risk.policy(), risk.score()));
        return scores;
    }

    /** Without who asks for them: of two that ask for the same, either may be named. */
    private static Set<String> names(List<Obligation> obligations) {
        return obligations.stream()
                .flatMap(obligation -> names(obligation).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(Obligation obligation) {
        if (obligation instanceof Obligation.MaskColumn(var column, var mask, _)) {
            return List.of(column + "=" + mask);
        }
        if (obligation instanceof Obligation.DetectValues(var detectors, var mask, _)) {
            return detectors.stream().map(detector -> detector + "=" + mask).toList();
        }
        if (obligation instanceof Obligation.LimitRows(var rows, _)) {
            return List.of("rows=" + rows);
        }
        return List.of(obligation.getClass().getSimpleName());
    }
}
