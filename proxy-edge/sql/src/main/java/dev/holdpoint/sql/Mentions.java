package dev.holdpoint.sql;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text refers to, for masking. Names are unqualified and as PostgreSQL folds them; sets may
 * name more than is really read, never less.
 *
 * @param relations every relation named anywhere
 * @param columns the last name of every column reference
 * @param wholeRows whether a {@code *} (not {@code count(*)}), a whole-row reference or a function
 *     that could take one occurs
 * @param copyOut whether rows leave by COPY, without a row description
 * @param copyIn whether rows come from the client by COPY, which no statement shows
 * @param carried relations whose values pass through routines
 * @param stored what the values refer to that are stored in a relation; null if none are
 */
public record Mentions(
        Set<String> relations,
        Set<String> columns,
        boolean wholeRows,
        boolean copyOut,
        boolean copyIn,
        Set<String> carried,
        @Nullable Mentions stored) {
    /** Of a text that stores nothing. */
    public Mentions(
            Set<String> relations, Set<String> columns, boolean wholeRows, boolean copyOut) {
        this(relations, columns, wholeRows, copyOut, false, Set.of(), null);
    }

    /** As well as that, values of these relations may be stored. */
    public Mentions storing(Set<String> further) {
        if (further.isEmpty()) {
            return this;
        }
        var more =
                stored == null
                        ? new Mentions(further, Set.of(), true, false)
                        : new Mentions(
                                union(stored.relations, further), stored.columns, true, false);
        return new Mentions(relations, columns, wholeRows, copyOut, copyIn, carried, more);
    }

    private static Set<String> union(Set<String> some, Set<String> further) {
        var all = new HashSet<>(some);
        all.addAll(further);
        return all;
    }

    public Mentions {
        relations = Set.copyOf(relations);
        columns = Set.copyOf(columns);
        carried = Set.copyOf(carried);
    }
}
