package dev.holdpoint.edge.postgres.catalogue.query;

/**
 * What a snapshot asks of a target's system catalogues; columns in the order they are read. {@code
 * {changed}} stands for what {@link BeingChanged} has.
 */
final class CatalogQueries {
    /** Qualified names only, whatever the role's defaults are; one snapshot for all of them. */
    static final String BEGIN =
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = '';"
                    + " SET LOCAL quote_all_identifiers = off; SET LOCAL lock_timeout = '2s'";

    static final String COMMIT = "COMMIT";

    private static final String OTHERS = " NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

    /** oid, schema, name, kind, parents separated by commas. */
    static final String RELATIONS =
            """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   (SELECT string_agg(i.inhparent::oid::text, ',')
                      FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname"""
                    + OTHERS;

    /** relation, attribute number, name, type or what a domain is made on. */
    static final String COLUMNS =
            """
            SELECT a.attrelid, a.attnum, a.attname,
                   CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END,
                   CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attnum > 0 AND NOT a.attisdropped
               AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname"""
                    + OTHERS;

    /** relation, generated column, column its value is made from or {@code *} for the whole row. */
    static final String GENERATED =
            """
            SELECT DISTINCT a.attrelid, a.attname, coalesce(b.attname, '*')
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
             CROSS JOIN LATERAL pg_catalog.regexp_matches(
                       e.adbin::pg_catalog.text, ':varattno (\\d+)', 'g') v (number)
              LEFT JOIN pg_catalog.pg_attribute b
                ON b.attrelid = a.attrelid AND b.attnum = v.number[1]::pg_catalog.int2
             WHERE a.attgenerated <> ''""";

    /**
     * view, relation it reads, attribute or 0. Dependencies do not tell a whole-row reference from
     * none at all, the rewritten query does: {@code varattno 0}. Of PostgreSQL's own tables they
     * tell nothing; those with samples of columns are looked for.
     */
    static final String SOURCES =
            """
            SELECT DISTINCT r.ev_class, d.refobjid,
                   CASE WHEN r.ev_action::text LIKE '%:varattno 0 %' THEN 0
                        ELSE d.refobjsubid END
              FROM pg_catalog.pg_depend d
              JOIN pg_catalog.pg_rewrite r
                ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
              JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
             WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
               AND d.refobjid <> r.ev_class
             UNION
            SELECT r.ev_class, 2619, 0
              FROM pg_catalog.pg_rewrite r
             WHERE r.ev_action::text ~ ':relid (2619|3429) '""";

    /** view, its query with every name qualified; one that cannot be parsed if that would wait. */
    static final String DEFINITIONS =
            """
            SELECT c.oid,
                   CASE WHEN c.oid = ANY ('{changed}'::pg_catalog.oid[])
                             OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                                          JOIN pg_catalog.pg_depend d ON d.objid = r.oid
                                         WHERE r.ev_class = c.oid
                                           AND d.classid = 'pg_catalog.pg_rewrite'
                                                           ::pg_catalog.regclass
                                           AND d.refobjid = ANY ('{changed}'::pg_catalog.oid[]))
                        THEN '(' ELSE pg_catalog.pg_get_viewdef(c.oid) END
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('v', 'm') AND n.nspname"""
                    + OTHERS;

    /**
     * oid, schema, name, body if it is SQL that runs in the caller's surroundings and printing it
     * would not wait, whether the body's names are qualified, its parameters' defaults. Functions
     * of {@code pg_catalog} only if they were added or replaced.
     */
    static final String ROUTINES =
            """
            SELECT p.oid, n.nspname, p.proname,
                   CASE WHEN l.lanname <> 'sql' OR p.proconfig IS NOT NULL
                             OR p.prokind NOT IN ('f', 'p') THEN ''
                        WHEN p.prosqlbody IS NULL THEN p.prosrc
                        WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                                      WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                                        AND d.objid = p.oid
                                        AND d.refobjid = ANY ('{changed}'::pg_catalog.oid[]))
                        THEN ''
                        WHEN pg_catalog.pg_get_function_sqlbody(p.oid) LIKE 'RETURN %'
                        THEN 'SELECT ' || pg_catalog.substr(
                                 pg_catalog.pg_get_function_sqlbody(p.oid), 8)
                        ELSE pg_catalog.regexp_replace(
                                 pg_catalog.pg_get_function_sqlbody(p.oid),
                                 '^BEGIN ATOMIC|END$', '', 'g') END,
                   p.prosqlbody IS NOT NULL,
                   pg_catalog.pg_get_expr(p.proargdefaults, 0)
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             WHERE p.oid >= 16384 OR l.lanname NOT IN ('internal', 'c', 'sql')
             ORDER BY p.oid""";

    /** name; with its schema before it, too, if it was added to {@code pg_catalog}. */
    static final String OPERATORS =
            """
            SELECT o.oprname FROM pg_catalog.pg_operator o WHERE o.oid >= 16384
             UNION
            SELECT 'pg_catalog.' || o.oprname
              FROM pg_catalog.pg_operator o
              JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
             WHERE o.oid >= 16384 AND n.nspname = 'pg_catalog'""";

    /** name as above; function that runs where it is written, or what may take its place. */
    static final String BEHIND =
            """
            SELECT CASE WHEN n.nspname = 'pg_catalog' THEN 'pg_catalog.' ELSE '' END || o.oprname,
                   c.oprcode::pg_catalog.oid
              FROM pg_catalog.pg_operator o
              JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
              JOIN pg_catalog.pg_operator c ON c.oid IN (o.oid, o.oprcom, o.oprnegate)
             WHERE o.oid >= 16384""";

    /** name; enumerations are left out, too: their input function is PostgreSQL's own. */
    static final String TYPES =
            """
            SELECT DISTINCT t.typname
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
              LEFT JOIN pg_catalog.pg_class c ON c.oid = coalesce(e.typrelid, t.typrelid)
             WHERE coalesce(e.typtype, t.typtype) <> 'e' AND coalesce(c.relkind, 'c') = 'c'
               AND n.nspname"""
                    + OTHERS;

    /** one row for each event trigger that changes of objects fire. */
    static final String EVENT_TRIGGERS =
            """
            SELECT e.evtname FROM pg_catalog.pg_event_trigger e
             WHERE e.evtenabled <> 'D' AND e.evtevent <> 'login'""";

    /** name of a schema whose objects the account may use. */
    static final String SCHEMAS =
            """
            SELECT n.nspname FROM pg_catalog.pg_namespace n
             WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE')""";

    private CatalogQueries() {}
}
