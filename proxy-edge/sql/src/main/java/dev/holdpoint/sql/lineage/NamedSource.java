package dev.holdpoint.sql.lineage;

import org.jspecify.annotations.Nullable;

/**
 * A column of a query or a relation, as the query around it sees it.
 *
 * @param name as PostgreSQL folds it; null if the target alone knows
 */
record NamedSource(@Nullable String name, Source source) {
    boolean is(String asked) {
        return asked.equals(name);
    }

    NamedSource renamed(String other) {
        return new NamedSource(other, source);
    }
}
