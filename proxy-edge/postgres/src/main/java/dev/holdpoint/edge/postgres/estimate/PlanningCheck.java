package dev.holdpoint.edge.postgres.estimate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks a target whether planning a statement can run any code but PostgreSQL's own, which is what
 * has an OID below 16384. Run in the transaction in which the statement was parsed: its locks name
 * the relations it refers to.
 */
final class PlanningCheck {
    /** Operators a statement may use without writing them: IN, BETWEEN, USING, LIKE, ORDER BY. */
    private static final String UNWRITTEN =
            "('=', '<>', '<', '<=', '>', '>=', '~~', '!~~', '~~*', '!~~*', '~', '!~')";

    /**
     * One row: true if no view, rule, default, constraint, index, policy, statistics object, column
     * type or child of the relations, no name, operator or type of the text and no cast leads out
     * of PostgreSQL's own. Arguments: the text, the names.
     */
    private static final String CHECK =
            """
            WITH RECURSIVE used(oid) AS (
                SELECT l.relation FROM pg_catalog.pg_locks l
                 WHERE l.locktype = 'relation' AND l.pid = pg_catalog.pg_backend_pid()
                   AND l.relation >= 16384
                UNION
                SELECT n.oid FROM used u CROSS JOIN LATERAL (
                    SELECT d.refobjid FROM pg_catalog.pg_rewrite r
                      JOIN pg_catalog.pg_depend d ON d.objid = r.oid
                       AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                       AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                     WHERE r.ev_class = u.oid
                    UNION ALL
                    SELECT d.refobjid FROM pg_catalog.pg_policy p
                      JOIN pg_catalog.pg_depend d ON d.objid = p.oid
                       AND d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
                       AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                     WHERE p.polrelid = u.oid
                    UNION ALL
                    SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = u.oid
                    UNION ALL
                    SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = u.oid
                    UNION ALL
                    SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = u.oid
                ) n(oid) WHERE n.oid >= 16384),
            parts(class, oid) AS (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid FROM used
                UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, a.oid
                  FROM pg_catalog.pg_attrdef a JOIN used u ON u.oid = a.adrelid
                UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, c.oid
                  FROM pg_catalog.pg_constraint c JOIN used u ON u.oid = c.conrelid
                UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid
                  FROM pg_catalog.pg_rewrite r JOIN used u ON u.oid = r.ev_class
                UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid
                  FROM pg_catalog.pg_policy p JOIN used u ON u.oid = p.polrelid
                UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid
                  FROM pg_catalog.pg_statistic_ext s JOIN used u ON u.oid = s.stxrelid),
            types(oid, name) AS (
                SELECT t.oid, t.typname FROM pg_catalog.pg_type t
                  LEFT JOIN pg_catalog.pg_type e
                    ON e.oid = t.typelem AND t.typcategory = 'A'
                  LEFT JOIN pg_catalog.pg_class c ON c.oid = coalesce(e.typrelid, t.typrelid)
                 WHERE t.oid >= 16384 AND coalesce(e.typtype, t.typtype) <> 'e'
                   AND coalesce(c.relkind, 'c') = 'c')
            SELECT NOT EXISTS (
                       SELECT FROM used u JOIN pg_catalog.pg_class c USING (oid)
                        WHERE c.relkind = 'f')
               AND NOT EXISTS (
                       SELECT FROM parts p
                         JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid
                        WHERE d.refobjid >= 16384
                          AND (d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass,
                                                'pg_catalog.pg_operator'::pg_catalog.regclass,
                                                'pg_catalog.pg_opclass'::pg_catalog.regclass,
                                                'pg_catalog.pg_opfamily'::pg_catalog.regclass,
                                                'pg_catalog.pg_am'::pg_catalog.regclass)
                               OR d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
                                  AND d.refobjid IN (SELECT t.oid FROM types t)))
               AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_proc f
                        WHERE f.oid >= 16384 AND f.proname = ANY (%2$s::text[]))
               AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_operator o
                        WHERE o.oid >= 16384 AND o.oprleft < 16384 AND o.oprright < 16384
                          AND (o.oprname IN %3$s OR pg_catalog.strpos(%1$s, o.oprname) > 0))
               AND NOT EXISTS (
                       SELECT FROM types t WHERE pg_catalog.strpos(pg_catalog.lower(%1$s),
                                                                   pg_catalog.lower(t.name)) > 0)
               AND NOT EXISTS (
                       SELECT FROM pg_catalog.pg_cast c
                        WHERE c.castfunc >= 16384 AND c.castsource < 16384
                          AND c.casttarget < 16384)""";

    private PlanningCheck() {}

    /** With names of PostgreSQL's own only; the session's search path is back afterwards. */
    static String of(Question question) {
        var check =
                CHECK.formatted(
                        literal(question.text()),
                        question.names().stream()
                                .map(PlanningCheck::literal)
                                .collect(Collectors.joining(", ", "ARRAY[", "]")),
                        UNWRITTEN);
        return "SAVEPOINT checking; SET LOCAL search_path = ''; "
                + check
                + "; ROLLBACK TO checking";
    }

    static boolean passed(List<List<String>> rows) {
        return !rows.isEmpty() && rows.getLast().equals(List.of("t"));
    }

    /** Quoted for a server whose standard_conforming_strings is on, as every target's is. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
