package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RiskEntry;
import dev.holdpoint.policy.language.condition.Condition.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the risk entries of one policy add up to for one command.
 *
 * @param score from 0 to 100
 * @param parts the entries that counted
 * @param wantsEstimate whether an entry could not be tried for lack of an estimate of rows
 */
public record RiskScore(String policy, int score, List<Part> parts, boolean wantsEstimate) {
    private static final int MAX = 100;

    public RiskScore {
        parts = List.copyOf(parts);
    }

    /**
     * An entry that counted.
     *
     * @param error whether it only counts because its condition could not be evaluated
     */
    public record Part(String entry, int points, boolean error) {}

    static RiskScore of(PolicyDocument policy, Variables asked) {
        var parts = policy.risk().stream().flatMap(entry -> part(entry, asked).stream()).toList();
        int sum = parts.stream().mapToInt(Part::points).sum();
        return new RiskScore(policy.name(), Math.clamp(sum, 0, MAX), parts, asked.missedEstimate());
    }

    private static Optional<Part> part(RiskEntry entry, Variables asked) {
        var query = asked.query();
        if (!entry.match().isAbout(asked.target().protocol())) {
            return Optional.empty();
        }
        var mismatch =
                entry.match()
                        .mismatch(
                                entry.strictness(),
                                query.principal(),
                                query.facts(),
                                asked.budget());
        if (mismatch.isPresent()) {
            return Optional.empty();
        }
        var when = entry.when();
        var outcome = when == null ? Outcome.TRUE : when.test(asked, asked.budget());
        asked.budget().check();
        return switch (outcome) {
            case TRUE -> Optional.of(new Part(entry.id(), entry.points(), false));
            case FALSE -> Optional.empty();
            case ERROR ->
                    entry.points() > 0
                            ? Optional.of(new Part(entry.id(), entry.points(), true))
                            : Optional.empty();
        };
    }
}
