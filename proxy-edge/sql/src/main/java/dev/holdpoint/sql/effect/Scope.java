package dev.holdpoint.sql.effect;

import java.util.HashSet;
import java.util.Set;

/**
 * Where in a statement the walk is.
 *
 * @param queries names of the WITH queries visible here
 * @param planned whether the statement is only planned, as by EXPLAIN
 */
record Scope(Set<String> queries, boolean planned) {
    static final Scope TOP = new Scope(Set.of(), false);

    Scope {
        queries = Set.copyOf(queries);
    }

    Scope with(String query) {
        var more = new HashSet<>(queries);
        more.add(query);
        return new Scope(more, planned);
    }

    Scope onlyPlanned() {
        return new Scope(queries, true);
    }
}
