package dev.holdpoint.sql;

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
 * @param stored what the values refer to that are stored in a relation; null if none are
 */
public record Mentions(
        Set<String> relations,
        Set<String> columns,
        boolean wholeRows,
        boolean copyOut,
        @Nullable Mentions stored) {
    /** Of a text that stores nothing. */
    public Mentions(
            Set<String> relations, Set<String> columns, boolean wholeRows, boolean copyOut) {
        this(relations, columns, wholeRows, copyOut, null);
    }

    public Mentions {
        relations = Set.copyOf(relations);
        columns = Set.copyOf(columns);
    }
}
