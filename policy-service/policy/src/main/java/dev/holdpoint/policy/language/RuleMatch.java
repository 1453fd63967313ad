package dev.holdpoint.policy.language;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The structured part of a rule. Every field that is given must match. Deny and hold match if any
 * entry of the command is listed; an allow must cover all of them.
 */
public record RuleMatch(
        PrincipalMatch principal,
        Set<Effect> effects,
        List<NamePattern> tables,
        List<NamePattern> columns,
        List<NamePattern> functions,
        Set<String> kinds) {
    public RuleMatch {
        effects = Set.copyOf(effects);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        functions = List.copyOf(functions);
        kinds = Set.copyOf(kinds);
    }

    /** The first field that does not match, or empty if all do. */
    public Optional<String> mismatch(RuleDecision decision, Principal who, CommandFacts facts) {
        var principalMismatch = principal.mismatch(who);
        if (principalMismatch.isPresent()) {
            return principalMismatch;
        }
        return switch (decision) {
            case ALLOW -> uncovered(facts);
            case DENY, HOLD -> untouched(facts);
        };
    }

    private Optional<String> untouched(CommandFacts facts) {
        if (!effects.isEmpty() && Collections.disjoint(facts.effects(), effects)) {
            return Optional.of("effects");
        }
        if (none(tables, tables(facts), NamePattern::mayMean)) {
            return Optional.of("tables");
        }
        if (none(columns, facts.columns(), NamePattern::mayMeanColumn)) {
            return Optional.of("columns");
        }
        if (none(functions, facts.functions(), NamePattern::mayMean)) {
            return Optional.of("functions");
        }
        return !kinds.isEmpty() && facts.kinds().stream().noneMatch(kinds::contains)
                ? Optional.of("kinds")
                : Optional.empty();
    }

    private Optional<String> uncovered(CommandFacts facts) {
        if (facts.effects().contains(Effect.UNKNOWN) || !effects.containsAll(facts.effects())) {
            return Optional.of("effects");
        }
        if (some(tables, tables(facts))) {
            return Optional.of("tables");
        }
        if (some(columns, facts.columns())) {
            return Optional.of("columns");
        }
        if (some(functions, facts.functions())) {
            return Optional.of("functions");
        }
        return !kinds.isEmpty() && !kinds.containsAll(facts.kinds())
                ? Optional.of("kinds")
                : Optional.empty();
    }

    private static List<String> tables(CommandFacts facts) {
        return Stream.concat(facts.reads().stream(), facts.writes().stream()).toList();
    }

    private static boolean none(
            List<NamePattern> patterns,
            Collection<String> names,
            BiPredicate<NamePattern, String> matches) {
        return !patterns.isEmpty()
                && names.stream()
                        .noneMatch(n -> patterns.stream().anyMatch(p -> matches.test(p, n)));
    }

    private static boolean some(List<NamePattern> patterns, Collection<String> names) {
        return !patterns.isEmpty()
                && names.stream().anyMatch(n -> patterns.stream().noneMatch(p -> p.covers(n)));
    }
}
