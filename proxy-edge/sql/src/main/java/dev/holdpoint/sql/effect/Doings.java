package dev.holdpoint.sql.effect;

import dev.holdpoint.events.CommandEvent.StatementFacts;
import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.parser.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kinds, effects and relations of a text, and of the statement of it that is looked at. */
final class Doings {
    /** Statements that are listed one by one. */
    static final int MOST = 100;

    /** Bytes of the names in what is listed. */
    static final int MOST_BYTES = 16 * 1024;

    private final List<String> kinds = new ArrayList<>();
    private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
    private final Set<String> reads = new LinkedHashSet<>();
    private final Set<String> writes = new LinkedHashSet<>();
    private final List<StatementFacts> listed = new ArrayList<>(0);
    private @Nullable Doings part;
    private int bytes;
    private int unlisted;

    /** What follows is told of the next statement by itself, too. */
    void partBegins() {
        part = new Doings();
    }

    /**
     * A statement that was looked at by itself is over.
     *
     * @param doubtful whether what it does sets off what nobody can tell
     */
    void partOver(Predicate<Set<Effect>> doubtful, Fingerprints fingerprints) {
        var over = part;
        part = null;
        if (over == null) {
            return;
        }
        if (doubtful.test(over.effects)) {
            over.effects.add(Effect.UNKNOWN);
        }
        bytes += over.bytesOfNames();
        if (unlisted > 0 || listed.size() == MOST || bytes > MOST_BYTES) {
            unlisted++;
        } else {
            listed.add(over.alone(fingerprints.each().apply(listed.size())));
        }
    }

    private StatementFacts alone(String fingerprint) {
        return new StatementFacts(
                kinds.isEmpty() ? "" : kinds.getFirst(),
                List.copyOf(effects),
                List.copyOf(reads),
                List.copyOf(writes),
                fingerprint);
    }

    private int bytesOfNames() {
        return Stream.of(kinds, reads, writes)
                .flatMap(Collection::stream)
                .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** What each of several statements does; null if there are not several. */
    @Nullable StatementList parts() {
        return listed.isEmpty() && unlisted == 0 ? null : new StatementList(listed, unlisted);
    }

    void kind(String kind) {
        kinds.add(kind.toUpperCase(Locale.ROOT));
        if (part != null) {
            part.kind(kind);
        }
    }

    void effects(Set<Effect> more) {
        effects.addAll(more);
        if (part != null) {
            part.effects(more);
        }
    }

    void effect(Effect effect) {
        effects.add(effect);
        if (part != null) {
            part.effect(effect);
        }
    }

    void reads(Collection<String> relations) {
        reads.addAll(relations);
        if (part != null) {
            part.reads(relations);
        }
    }

    void writes(Collection<String> relations) {
        writes.addAll(relations);
        if (part != null) {
            part.writes(relations);
        }
    }

    List<String> kinds() {
        return kinds;
    }

    Set<Effect> effects() {
        return effects;
    }

    Set<String> reads() {
        return reads;
    }

    Set<String> writes() {
        return writes;
    }
}
