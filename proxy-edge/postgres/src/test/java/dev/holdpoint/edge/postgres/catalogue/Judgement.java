package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.TargetState.Seen;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what was said of a text against what it did. */
final class Judgement {
    private static final Set<Effect> CHANGES =
            EnumSet.of(Effect.WRITE, Effect.DDL, Effect.PRIVILEGE, Effect.ADMIN);

    /** Of texts that tell of values by succeeding or failing only as far as they compare them. */
    private static final Set<Effect> QUIET =
            EnumSet.of(Effect.READ, Effect.DDL, Effect.SESSION, Effect.PRIVILEGE);

    /** The server looks whether what a row refers to exists, and whether others refer to it. */
    private static final Set<String> TIED =
            Set.of(
                    "public.customers",
                    "public.orders",
                    "public.items",
                    "public.notes",
                    "public.watched");

    private static final List<String> COLUMNS = List.of("id", "n", "t");

    private Judgement() {}

    /** What was seen and not said, or empty; a text that is unclear is let through by nobody. */
    static Optional<String> objection(CommandFacts facts, Seen seen) {
        var effects = Set.copyOf(facts.effects());
        if (effects.contains(Effect.UNKNOWN)) {
            return Optional.empty();
        }
        var unsaid = without(seen.changed(), facts.writes());
        if (!unsaid.isEmpty()) {
            return Optional.of("changed " + unsaid);
        }
        if (seen.objects() && !effects.contains(Effect.DDL)) {
            return Optional.of("changed objects");
        }
        if (seen.rights() && !effects.contains(Effect.PRIVILEGE) && !effects.contains(Effect.DDL)) {
            return Optional.of("changed rights");
        }
        if (seen.destroyed() && !facts.destructive()) {
            return Optional.of("destroyed " + seen.emptied());
        }
        if (seen.wrote() && effects.stream().noneMatch(CHANGES::contains)) {
            return Optional.of("wrote");
        }
        var unread = without(seen.read(), facts.reads());
        unread.removeAll(facts.writes());
        if (!facts.writes().isEmpty()) {
            unread.removeAll(TIED);
        }
        return unread.isEmpty() ? Optional.empty() : Optional.of("read " + unread);
    }

    /**
     * Every row of a table is gone although its text has no WHERE, and it was said to be narrowed.
     */
    static Optional<String> unnarrowed(CommandFacts facts, Seen seen, String text) {
        boolean narrowed = text.contains("WHERE") || text.contains("MERGE");
        return facts.effects().contains(Effect.UNKNOWN)
                        || seen.emptied().isEmpty()
                        || seen.destroyed()
                        || narrowed
                        || !facts.hasWhere()
                ? Optional.empty()
                : Optional.of("deleted every row of " + seen.emptied());
    }

    /** Columns of the relations it is said to touch that it is not said to read. */
    static List<Column> unread(CommandFacts facts) {
        return facts.effects().contains(Effect.UNKNOWN)
                ? List.of()
                : others(facts, Stream.of(facts.columnsRead(), facts.predicateColumns()));
    }

    /** As above, that it is not said to compare: its success does not depend on their values. */
    static List<Column> uncompared(CommandFacts facts) {
        return QUIET.containsAll(facts.effects())
                ? others(facts, Stream.of(facts.predicateColumns()))
                : List.of();
    }

    private static List<Column> others(CommandFacts facts, Stream<List<String>> columns) {
        var said = columns.flatMap(List::stream).collect(Collectors.toSet());
        return Stream.of(facts.reads(), facts.writes())
                .flatMap(List::stream)
                .distinct()
                .filter(relation -> relation.contains("."))
                .flatMap(relation -> COLUMNS.stream().map(name -> new Column(relation, name)))
                .filter(column -> said.stream().noneMatch(column::isMeantBy))
                .toList();
    }

    /** A column of a relation of the target. */
    record Column(String relation, String name) {
        /** What is not resolved may be any column of that name. */
        private boolean isMeantBy(String said) {
            int dot = said.lastIndexOf('.');
            var last = said.substring(dot + 1);
            boolean resolved = said.indexOf('.') != dot;
            return (last.equals(name) || last.equals("*"))
                    && (!resolved || said.substring(0, dot).equals(relation));
        }
    }

    private static Set<String> without(Set<String> names, List<String> said) {
        var left = new TreeSet<>(names);
        left.removeAll(new HashSet<>(said));
        return left;
    }
}
