package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of several texts that one command may run, as of one. */
final class AsOne {
    private AsOne() {}

    /** All of them as one. */
    static CommandFacts facts(List<CommandFacts> all) {
        var own = all.getFirst();
        return new CommandFacts(
                kinds(all),
                all.stream().flatMap(f -> f.effects().stream()).toList(),
                distinct(all.stream().flatMap(f -> f.reads().stream())),
                distinct(all.stream().flatMap(f -> f.writes().stream())),
                distinct(all.stream().flatMap(f -> f.columns().stream())),
                distinct(all.stream().flatMap(f -> f.columnsRead().stream())),
                distinct(all.stream().flatMap(f -> f.columnsWritten().stream())),
                distinct(all.stream().flatMap(f -> f.predicateColumns().stream())),
                distinct(all.stream().flatMap(f -> f.functions().stream())),
                all.stream().allMatch(CommandFacts::hasWhere),
                all.stream().anyMatch(CommandFacts::destructive),
                null,
                own.fingerprint());
    }

    /** Every statement of the first, and each other kind of statement that it runs. */
    private static List<String> kinds(List<CommandFacts> all) {
        var kinds = new ArrayList<>(all.getFirst().kinds());
        all.stream()
                .flatMap(facts -> facts.kinds().stream())
                .filter(kind -> !kinds.contains(kind))
                .distinct()
                .toList()
                .forEach(kinds::add);
        return kinds;
    }

    static List<String> distinct(Stream<String> names) {
        return names.distinct().toList();
    }

    /** The first that is one; null if none is. */
    static @Nullable String first(Stream<@Nullable String> reasons) {
        return reasons.filter(Objects::nonNull).findFirst().orElse(null);
    }

    static NameChange change(Stream<NameChange> all) {
        return all.reduce(NameChange.NONE, NameChange::and);
    }

    static Mentions mentions(Stream<Mentions> all) {
        var each = all.toList();
        if (each.size() == 1) {
            return each.getFirst();
        }
        var stored = each.stream().map(Mentions::stored).filter(Objects::nonNull).toList();
        return new Mentions(
                union(each.stream().map(Mentions::relations)),
                union(each.stream().map(Mentions::columns)),
                each.stream().anyMatch(Mentions::wholeRows),
                each.stream().anyMatch(Mentions::copyOut),
                each.stream().anyMatch(Mentions::copyIn),
                union(each.stream().map(Mentions::carried)),
                stored.isEmpty() ? null : mentions(stored.stream()));
    }

    private static Set<String> union(Stream<Set<String>> sets) {
        var all = new LinkedHashSet<String>();
        sets.forEach(all::addAll);
        return all;
    }
}
