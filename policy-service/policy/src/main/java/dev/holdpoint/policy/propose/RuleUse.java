package dev.holdpoint.policy.propose;

import static java.util.Locale.ROOT;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.NamePattern;
import dev.holdpoint.policy.match.RuleMatch;
import dev.holdpoint.policy.match.RuleMatch.Relations;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What commands that were allowed needed of one rule. */
final class RuleUse {
    private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
    private final Names kinds = new Names();
    private final Names reads = new Names();
    private final Names writes = new Names();
    private boolean selected;
    private long commands;

    void add(CommandDecided allowed, boolean asked) {
        var facts = allowed.facts();
        commands++;
        selected |= asked;
        effects.addAll(facts.effects());
        kinds.add(facts.kinds());
        reads.add(facts.reads());
        writes.add(facts.writes());
    }

    long commands() {
        return commands;
    }

    /** Whether a command that is asked about needed it. */
    boolean isSelected() {
        return selected;
    }

    /** What of a rule was needed; empty if nothing was. */
    Optional<Rule> of(Rule rule) {
        var needed = EnumSet.copyOf(effects);
        needed.retainAll(rule.match().effects());
        return needed.isEmpty() ? Optional.empty() : Optional.of(narrowed(rule, needed));
    }

    private Rule narrowed(Rule rule, Set<Effect> needed) {
        var match = rule.match();
        var relations = match.relations();
        var narrowed =
                new RuleMatch(
                        match.principal(),
                        needed,
                        new Relations(
                                relations.any(),
                                patterns(reads).orElse(relations.reads()),
                                patterns(writes).orElse(relations.writes())),
                        match.columns(),
                        match.functions(),
                        kinds(match.kinds()),
                        match.protocols());
        return rule.matching(narrowed);
    }

    /** Documents write kinds in whatever case and mean the upper one. */
    private Set<String> kinds(Set<String> allowed) {
        var used =
                kinds
                        .all()
                        .filter(all -> all.stream().allMatch(k -> k.equals(k.toUpperCase(ROOT))))
                        .orElse(List.of())
                        .stream()
                        .filter(kind -> allowed.isEmpty() || allowed.contains(kind))
                        .collect(Collectors.toUnmodifiableSet());
        return used.isEmpty() ? allowed : used;
    }

    /** Empty, too, if there are none: a document cannot say that none are meant. */
    private static Optional<List<NamePattern>> patterns(Names names) {
        return names.all()
                .filter(all -> !all.isEmpty())
                .map(all -> all.stream().map(NamePattern::new).toList());
    }
}
