package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many rows of an allowed command may leave: the least that a policy for the target, or an
 * allow that matched, asks for.
 */
public final class Limits {
    private Limits() {}

    /**
     * The least of what policies for a target, and rules that match there, ask for; empty if none
     * does.
     */
    public static Optional<LimitRows> least(List<PolicyDocument> policies, Stream<Rule> matched) {
        return Stream.concat(policies.stream().flatMap(Limits::of), matched.flatMap(Limits::of))
                .min(Comparator.comparingLong(LimitRows::rows));
    }

    /** The same obligations and, if there is a limit, that. */
    static List<Obligation> with(
            List<Obligation> obligations, List<PolicyDocument> policies, List<Rule> matched) {
        return least(policies, matched.stream())
                .map(limit -> Stream.concat(obligations.stream(), Stream.of(limit)).toList())
                .orElse(obligations);
    }

    private static Stream<LimitRows> of(PolicyDocument policy) {
        var rows = policy.mostRows();
        return rows == null ? Stream.empty() : Stream.of(new LimitRows(rows, policy.name()));
    }

    private static Stream<LimitRows> of(Rule rule) {
        var rows = rule.mostRows();
        return rows == null || rule.decision() != RuleDecision.ALLOW
                ? Stream.empty()
                : Stream.of(new LimitRows(rows, rule.id()));
    }
}
