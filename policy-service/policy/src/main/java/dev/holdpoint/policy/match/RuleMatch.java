package dev.holdpoint.policy.match;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
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

    /** Names of a command a rule can ask for, and what a pattern could mean by them. */
    private enum Names {
        TABLES("tables", match -> match.relations.any, Names::tables, NamePattern::mayMean),
        READS("reads", match -> match.relations.reads, CommandFacts::reads, NamePattern::mayMean),
        WRITES(
                "writes",
                match -> match.relations.writes,
                CommandFacts::writes,
                NamePattern::mayMean),
        COLUMNS(
                "columns",
                match -> match.columns.any,
                CommandFacts::columns,
                NamePattern::mayMeanColumn),
        COLUMNS_READ(
                "columnsRead",
                match -> match.columns.read,
                facts -> ColumnUse.of(facts).read(),
                NamePattern::mayMeanResolved),
        COLUMNS_WRITTEN(
                "columnsWritten",
                match -> match.columns.written,
                facts -> ColumnUse.of(facts).written(),
                NamePattern::mayMeanResolved),
        PREDICATE_COLUMNS(
                "predicateColumns",
                match -> match.columns.predicate,
                facts -> ColumnUse.of(facts).predicate(),
                NamePattern::mayMeanResolved),
        FUNCTIONS(
                "functions",
                match -> match.functions,
                CommandFacts::functions,
                NamePattern::mayMean);

        private static final List<Names> ALL = List.of(values());

        private final String field;
        private final Function<RuleMatch, List<NamePattern>> patterns;
        private final Function<CommandFacts, List<String>> said;
        private final BiPredicate<NamePattern, String> mayMean;

        Names(
                String field,
                Function<RuleMatch, List<NamePattern>> patterns,
                Function<CommandFacts, List<String>> said,
                BiPredicate<NamePattern, String> mayMean) {
            this.field = field;
            this.patterns = patterns;
            this.said = said;
            this.mayMean = mayMean;
        }

        private static List<String> tables(CommandFacts facts) {
            return Stream.concat(facts.reads().stream(), facts.writes().stream()).toList();
        }

        boolean areAskedBy(RuleMatch match) {
            return !patterns.apply(match).isEmpty();
        }

        boolean areUntouched(RuleMatch match, CommandFacts facts, Effort effort) {
            for (var name : said.apply(facts)) {
                if (isAny(match, name, mayMean, effort)) {
                    return false;
                }
            }
            return true;
        }

        boolean areUncovered(RuleMatch match, CommandFacts facts, Effort effort) {
            for (var name : said.apply(facts)) {
                if (!isAny(match, name, NamePattern::covers, effort)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAny(
                RuleMatch rule,
                String name,
                BiPredicate<NamePattern, String> match,
                Effort effort) {
            for (var pattern : patterns.apply(rule)) {
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
        var names = Names.ALL.stream().filter(one -> one.areAskedBy(this)).map(one -> one.field);
        return Stream.concat(names, kinds.isEmpty() ? Stream.empty() : Stream.of("kinds")).toList();
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

    /** Few rules ask for names at all. */
    private List<Names> named() {
        return relations.isEmpty() && columns.isEmpty() && functions.isEmpty()
                ? List.of()
                : Names.ALL;
    }

    private Optional<String> untouched(CommandFacts facts, Effort effort) {
        if (!effects.isEmpty() && Collections.disjoint(facts.effects(), effects)) {
            return Optional.of("effects");
        }
        for (var names : named()) {
            if (names.areAskedBy(this) && names.areUntouched(this, facts, effort)) {
                return Optional.of(names.field);
            }
        }
        return kinds(Collections.disjoint(facts.kinds(), kinds));
    }

    private Optional<String> uncovered(CommandFacts facts, Effort effort) {
        if (facts.effects().contains(Effect.UNKNOWN) || !effects.containsAll(facts.effects())) {
            return Optional.of("effects");
        }
        return beyond(facts, effort);
    }

    /**
     * The first field, besides principal and effects, that does not cover all that a command names;
     * empty if all do.
     */
    public Optional<String> beyond(CommandFacts facts, Effort effort) {
        for (var names : named()) {
            if (names.areAskedBy(this) && names.areUncovered(this, facts, effort)) {
                return Optional.of(names.field);
            }
        }
        return kinds(!kinds.containsAll(facts.kinds()));
    }

    private Optional<String> kinds(boolean mismatch) {
        return !kinds.isEmpty() && mismatch ? Optional.of("kinds") : Optional.empty();
    }
}
