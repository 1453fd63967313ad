package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.ObservedTarget.Seen;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds what was said of a text against what it did. */
final class Judgement {
    private static final Set<Effect> CHANGES =
            EnumSet.of(Effect.WRITE, Effect.DDL, Effect.PRIVILEGE, Effect.ADMIN);

    /** The server looks whether what a row refers to exists, and whether others refer to it. */
    private static final Set<String> TIED =
            Set.of(
                    "public.customers",
                    "public.orders",
                    "public.items",
                    "public.notes",
                    "public.watched");

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

    private static Set<String> without(Set<String> names, List<String> said) {
        var left = new TreeSet<>(names);
        left.removeAll(new HashSet<>(said));
        return left;
    }
}
