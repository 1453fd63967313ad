package dev.holdpoint.edge.postgres.catalogue;

import java.util.List;
import java.util.regex.Pattern;
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

    private static final Pattern EXPRESSION =
            Pattern.compile("pg_catalog\\.pg_get_expr\\(\\w+\\.\\w+, (\\w+\\.\\w+)\\)");
    private static final String VIEW = "pg_catalog.pg_get_viewdef(c.oid)";
    private static final String BODY = "WHEN p.prosqlbody IS NULL THEN p.prosrc";
    private static final String VOUCHED = "AND p.prokind <> 'a'";

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

    /** The same query, but for what would wait. */
    String leftOutOf(String query) {
        if (isNothing()) {
            return query;
        }
        var expressions =
                EXPRESSION
                        .matcher(query)
                        .replaceAll("CASE WHEN $1" + any() + " THEN '(' ELSE $0 END");
        return expressions
                .replace(
                        VIEW,
                        """
                        CASE WHEN c.oid%s
                                  OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                                              WHERE r.ev_class = c.oid AND %s)
                             THEN '(' ELSE %s END"""
                                .formatted(any(), uses("pg_rewrite", "r.oid"), VIEW))
                .replace(BODY, BODY + " WHEN " + uses("pg_proc", "p.oid") + " THEN ''")
                .replace(VOUCHED, VOUCHED + " AND NOT " + uses("pg_proc", "p.oid"));
    }

    private String uses(String kind, String object) {
        return """
        EXISTS (SELECT FROM pg_catalog.pg_depend d
                 WHERE d.classid = 'pg_catalog.%s'::pg_catalog.regclass
                   AND d.objid = %s AND d.refobjid%s)"""
                .formatted(kind, object, any());
    }

    private String any() {
        return relations.stream()
                .map(List::getFirst)
                .collect(Collectors.joining(",", " = ANY ('{", "}'::pg_catalog.oid[])"));
    }
}
