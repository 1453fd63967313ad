package dev.holdpoint.sql.effect;

import dev.holdpoint.events.Effect;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What something a statement sets off does, beside what the statement says.
 *
 * @param reads relations, by qualified name where that is certain, as all names here
 * @param carried relations whose values a routine takes, and may show or store anywhere
 */
record Consequence(
        Set<Effect> effects,
        Set<String> reads,
        Set<String> writes,
        Set<String> functions,
        Columns columns,
        Reach reach,
        Set<String> carried) {
    /** Nothing at all. */
    static final Consequence NONE = having(Set.of());

    /** Anything. */
    static final Consequence UNKNOWN = having(Set.of(Effect.UNKNOWN));

    /**
     * Columns of relations.
     *
     * @param compared those it depends on which rows there are
     */
    record Columns(Set<String> read, Set<String> compared, Set<String> written) {
        static final Columns NONE = new Columns(Set.of(), Set.of(), Set.of());

        Columns {
            read = ordered(read);
            compared = ordered(compared);
            written = ordered(written);
        }

        Columns and(Columns other) {
            return new Columns(
                    union(read, other.read),
                    union(compared, other.compared),
                    union(written, other.written));
        }
    }

    /**
     * How far a change goes.
     *
     * @param narrowed false if it changes every row of some relation
     * @param uncounted whether it changes rows that no command tag counts
     */
    record Reach(boolean narrowed, boolean destructive, boolean uncounted) {
        static final Reach NARROW = new Reach(true, false, false);

        Reach and(Reach other) {
            return new Reach(
                    narrowed && other.narrowed,
                    destructive || other.destructive,
                    uncounted || other.uncounted);
        }
    }

    Consequence {
        effects = Set.copyOf(effects);
        reads = ordered(reads);
        writes = ordered(writes);
        functions = ordered(functions);
        carried = ordered(carried);
    }

    static Consequence having(Set<Effect> effects) {
        return new Consequence(
                effects, Set.of(), Set.of(), Set.of(), Columns.NONE, Reach.NARROW, Set.of());
    }

    /** Relations that are read or written, and nothing else. */
    static Consequence touching(Set<String> reads, Set<String> writes) {
        return new Consequence(
                Set.of(), reads, writes, Set.of(), Columns.NONE, Reach.NARROW, Set.of());
    }

    /** Values of these relations pass through a routine, and nothing else. */
    static Consequence carrying(Set<String> relations) {
        return new Consequence(
                Set.of(), Set.of(), Set.of(), Set.of(), Columns.NONE, Reach.NARROW, relations);
    }

    /** Rows that no command tag counts are changed, if {@code really}. */
    static Consequence uncounted(boolean really) {
        return really
                ? new Consequence(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Columns.NONE,
                        new Reach(true, false, true),
                        Set.of())
                : NONE;
    }

    /** All of them as one. */
    static Consequence all(Collection<Consequence> each) {
        var all = NONE;
        for (var one : each) {
            all = all.and(one);
        }
        return all;
    }

    Consequence and(Consequence other) {
        if (equals(NONE) || other.equals(NONE)) {
            return equals(NONE) ? other : this;
        }
        return new Consequence(
                union(effects, other.effects),
                union(reads, other.reads),
                union(writes, other.writes),
                union(functions, other.functions),
                columns.and(other.columns),
                reach.and(other.reach),
                union(carried, other.carried));
    }

    /** The same of a call, in which values of these relations pass, too. */
    Consequence calling(String function, Set<String> taken) {
        return and(
                new Consequence(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(function),
                        Columns.NONE,
                        Reach.NARROW,
                        taken));
    }

    boolean touchesRelations() {
        return !reads.isEmpty() || !writes.isEmpty();
    }

    private static Set<String> ordered(Set<String> names) {
        return names.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        var all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
