package dev.holdpoint.edge.postgres.catalogue.query;

/**
 * What a snapshot asks about what the use of relations sets off; {@code {changed}} as in {@link
 * CatalogQueries}.
 */
final class ConductQueries {
    /**
     * relation, use that fires a trigger or a rule of a user's, function that runs; 0 where more
     * may: a rule, or a condition with code of a user's.
     */
    static final String WATCHED =
            """
            SELECT t.tgrelid, e.usage,
                   CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                                      WHERE d.classid = 'pg_catalog.pg_trigger'
                                                        ::pg_catalog.regclass
                                        AND d.objid = t.oid AND d.refobjid <> t.tgfoid
                                        AND d.refclassid IN (
                                            'pg_catalog.pg_proc'::pg_catalog.regclass,
                                            'pg_catalog.pg_operator'::pg_catalog.regclass,
                                            'pg_catalog.pg_type'::pg_catalog.regclass))
                        THEN 0 ELSE t.tgfoid END
              FROM pg_catalog.pg_trigger t
              JOIN (VALUES (4, 'INSERT'), (8, 'DELETE'), (16, 'UPDATE'), (32, 'TRUNCATE'))
                   e (bit, usage) ON t.tgtype & e.bit <> 0
             WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgfoid >= 16384
             UNION
            SELECT r.ev_class,
                   CASE r.ev_type WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END,
                   0
              FROM pg_catalog.pg_rewrite r
             WHERE r.ev_type <> '1' AND r.ev_enabled <> 'D'""";

    /**
     * relation, whether reading alone evaluates it, expression; one that cannot be parsed where a
     * value may be converted by code of a user's, or where printing it would wait.
     */
    static final String EXPRESSIONS =
            """
            SELECT DISTINCT e.relation, e.reading,
                   CASE WHEN e.relation = ANY ('{changed}'::pg_catalog.oid[])
                             OR e.policy <> 0
                                AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                                             WHERE d.classid = 'pg_catalog.pg_policy'
                                                               ::pg_catalog.regclass
                                               AND d.objid = e.policy
                                               AND d.refobjid = ANY (
                                                   '{changed}'::pg_catalog.oid[]))
                        THEN '('
                        ELSE pg_catalog.pg_get_expr(e.tree, e.relation) END
              FROM (SELECT d.adrelid, a.attgenerated = 'v', d.adbin, 0
                      FROM pg_catalog.pg_attrdef d
                      JOIN pg_catalog.pg_attribute a
                        ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                     UNION ALL
                    SELECT c.conrelid, false, c.conbin, 0
                      FROM pg_catalog.pg_constraint c
                     WHERE c.contype = 'c' AND c.conrelid <> 0
                     UNION ALL
                    SELECT p.polrelid, true, p.polqual, p.oid
                      FROM pg_catalog.pg_policy p
                      JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relrowsecurity
                     WHERE p.polqual IS NOT NULL
                     UNION ALL
                    SELECT p.polrelid, false, p.polwithcheck, p.oid
                      FROM pg_catalog.pg_policy p
                      JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relrowsecurity
                     WHERE p.polwithcheck IS NOT NULL
                     UNION ALL
                    SELECT i.indrelid, true, i.indexprs, 0
                      FROM pg_catalog.pg_index i
                     WHERE i.indexprs IS NOT NULL AND i.indexrelid >= 16384
                     UNION ALL
                    SELECT i.indrelid, true, i.indpred, 0
                      FROM pg_catalog.pg_index i
                     WHERE i.indpred IS NOT NULL AND i.indexrelid >= 16384
                     UNION ALL
                    SELECT x.stxrelid, true, x.stxexprs, 0
                      FROM pg_catalog.pg_statistic_ext x
                     WHERE x.stxexprs IS NOT NULL
                     UNION ALL
                    SELECT k.partrelid, true, k.partexprs, 0
                      FROM pg_catalog.pg_partitioned_table k
                     WHERE k.partexprs IS NOT NULL) e (relation, reading, tree, policy)""";

    /**
     * relation, expression: checks of domains its columns are made of. Reading evaluates them, too,
     * where a literal is compared with an array, a column or a row that holds one.
     */
    static final String TYPE_EXPRESSIONS =
            """
            WITH RECURSIVE parts (relation, type) AS (
                SELECT a.attrelid, a.atttypid
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.atttypid >= 16384
                   AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                 UNION
                SELECT p.relation, x.type
                  FROM parts p
                  JOIN pg_catalog.pg_type t ON t.oid = p.type
                 CROSS JOIN LATERAL (
                       SELECT t.typbasetype
                        UNION SELECT t.typelem
                        UNION SELECT a.atttypid FROM pg_catalog.pg_attribute a
                               WHERE a.attrelid = t.typrelid AND a.attnum > 0
                                 AND NOT a.attisdropped
                        UNION SELECT r.rngsubtype FROM pg_catalog.pg_range r
                               WHERE t.oid IN (r.rngtypid, r.rngmultitypid)) x (type)
                 WHERE x.type >= 16384)
            SELECT p.relation, pg_catalog.pg_get_expr(c.conbin, 0)
              FROM parts p
              JOIN pg_catalog.pg_constraint c ON c.contypid = p.type AND c.contype = 'c'""";

    /** relation, relation that refers to it, what that does on delete, on update. */
    static final String REFERRERS =
            """
            SELECT c.confrelid, c.conrelid, c.confdeltype, c.confupdtype
              FROM pg_catalog.pg_constraint c WHERE c.contype = 'f' ORDER BY c.oid""";

    private ConductQueries() {}
}
