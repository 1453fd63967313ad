package dev.holdpoint.edge.postgres.catalogue.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Relations that somebody is changing in an open transaction. A target that is asked to print an
 * expression of one, or a query that reads it, waits for the end of that transaction; so it is not
 * asked, and what it would have said counts as not understood.
 */
final class BeingChanged {
    static final String RELATIONS =
            """
            SELECT DISTINCT k.relation
              FROM pg_catalog.pg_locks k
              JOIN pg_catalog.pg_database d ON d.oid = k.database
             WHERE d.datname = pg_catalog.current_database() AND k.relation >= 16384
               AND k.locktype = 'relation' AND k.mode = 'AccessExclusiveLock'""";

    /** In a query, for these relations: what an array of OIDs looks like in a literal. */
    private static final String PLACEHOLDER = "{changed}";

    private final List<List<String>> relations;

    /**
     * @param relations answers to {@link #RELATIONS}
     */
    BeingChanged(List<List<String>> relations) {
        this.relations = relations;
    }

    boolean isNothing() {
        return relations.isEmpty();
    }

    /** The query with its {@link #PLACEHOLDER} filled in; unfilled, a target refuses it. */
    String filledIn(String query) {
        return query.replace(
                PLACEHOLDER,
                relations.stream().map(List::getFirst).collect(Collectors.joining(",", "{", "}")));
    }
}
