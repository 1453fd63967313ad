package dev.holdpoint.policy.match;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The structured part of a rule. Protocols are those of targets; none means all. Every field that
 * is given must match. Deny and hold match if any entry of the command is listed; an allow must
 * cover all of them.
 */
public record RuleMatch(
        PrincipalMatch principal,
        Set<Effect> effects,
        Relations relations,
        Columns columns,
        List<NamePattern> functions,
        Set<String> kinds,
        Set<Protocol> protocols) {
    public RuleMatch {
        effects = Set.copyOf(effects);
        functions = List.copyOf(functions);
        kinds = Set.copyOf(kinds);
        protocols = Set.copyOf(protocols);
    }

    /** Relations by what is done to them. */
    public record Relations(
            List<NamePattern> any, List<NamePattern> reads, List<NamePattern> writes) {
        public Relations {
            any = List.copyOf(any);
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }

        boolean isEmpty() {
            return any.isEmpty() && reads.isEmpty() && writes.isEmpty();
        }
    }

    /** Columns by how they are used. */
    public record Columns(
            List<NamePattern> any,
            List<NamePattern> read,
            List<NamePattern> written,
            List<NamePattern> predicate) {
        public Columns {
            any = List.copyOf(any);
            read = List.copyOf(read);
            written = List.copyOf(written);
            predicate = List.copyOf(predicate);
        }

        boolean isEmpty() {
            return any.isEmpty() && read.isEmpty() && written.isEmpty() && predicate.isEmpty();
        }
    }

    /** Names of a command, what a rule says of them, and what a pattern could mean by them. */
    private record Field(
            String name,
            List<NamePattern> patterns,
            Collection<String> names,
            BiPredicate<NamePattern, String> mayMean) {
        boolean isUntouched(Effort effort) {
            return !patterns.isEmpty()
                    && names.stream().noneMatch(name -> isAny(name, mayMean, effort));
        }

        boolean isUncovered(Effort effort) {
            return !patterns.isEmpty()
                    && !names.stream().allMatch(name -> isAny(name, NamePattern::covers, effort));
        }

        private boolean isAny(String name, BiPredicate<NamePattern, String> match, Effort effort) {
            for (var pattern : patterns) {
                effort.spend(pattern.steps(name));
                if (match.test(pattern, name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether it is about targets of that protocol. */
    public boolean isAbout(String protocol) {
        return protocols.isEmpty()
                || protocols.stream().anyMatch(one -> one.word().equals(protocol));
    }

    /** Whether a command could match because of that effect. */
    public boolean concerns(Effect effect) {
        return effects.isEmpty() || effects.contains(effect);
    }

    /** The fields, besides principal and effects, that keep some commands from matching. */
    public List<String> narrowedBy() {
        var given = new LinkedHashMap<String, Collection<?>>();
        given.put("tables", relations.any);
        given.put("reads", relations.reads);
        given.put("writes", relations.writes);
        given.put("columns", columns.any);
        given.put("columnsRead", columns.read);
        given.put("columnsWritten", columns.written);
        given.put("predicateColumns", columns.predicate);
        given.put("functions", functions);
        given.put("kinds", kinds);
        given.values().removeIf(Collection::isEmpty);
        return List.copyOf(given.keySet());
    }

    /** The first field that does not match, or empty if all do. */
    public Optional<String> mismatch(
            RuleDecision decision, Principal who, CommandFacts facts, Effort effort) {
        var principalMismatch = principal.mismatch(who);
        if (principalMismatch.isPresent()) {
            return principalMismatch;
        }
        return switch (decision) {
            case ALLOW -> uncovered(facts, effort);
            case DENY, HOLD -> untouched(facts, effort);
        };
    }

    private Optional<String> untouched(CommandFacts facts, Effort effort) {
        if (!effects.isEmpty() && Collections.disjoint(facts.effects(), effects)) {
            return Optional.of("effects");
        }
        return fields(facts)
                .filter(field -> field.isUntouched(effort))
                .map(Field::name)
                .findFirst()
                .or(() -> kinds(Collections.disjoint(facts.kinds(), kinds)));
    }

    private Optional<String> uncovered(CommandFacts facts, Effort effort) {
        if (facts.effects().contains(Effect.UNKNOWN) || !effects.containsAll(facts.effects())) {
            return Optional.of("effects");
        }
        return fields(facts)
                .filter(field -> field.isUncovered(effort))
                .map(Field::name)
                .findFirst()
                .or(() -> kinds(!kinds.containsAll(facts.kinds())));
    }

    private Optional<String> kinds(boolean mismatch) {
        return !kinds.isEmpty() && mismatch ? Optional.of("kinds") : Optional.empty();
    }

    private Stream<Field> fields(CommandFacts facts) {
        if (relations.isEmpty() && columns.isEmpty() && functions.isEmpty()) {
            return Stream.empty();
        }
        var use = ColumnUse.of(facts);
        var tables = Stream.concat(facts.reads().stream(), facts.writes().stream()).toList();
        return Stream.of(
                new Field("tables", relations.any, tables, NamePattern::mayMean),
                new Field("reads", relations.reads, facts.reads(), NamePattern::mayMean),
                new Field("writes", relations.writes, facts.writes(), NamePattern::mayMean),
                new Field("columns", columns.any, facts.columns(), NamePattern::mayMeanColumn),
                used("columnsRead", columns.read, use.read()),
                used("columnsWritten", columns.written, use.written()),
                used("predicateColumns", columns.predicate, use.predicate()),
                new Field("functions", functions, facts.functions(), NamePattern::mayMean));
    }

    private static Field used(String name, List<NamePattern> patterns, List<String> names) {
        return new Field(name, patterns, names, NamePattern::mayMeanResolved);
    }
}
