package dev.holdpoint.edge.postgres.mask;

/** What a snapshot asks of a target's system catalogues; columns in the order they are read. */
final class CatalogQueries {
    /** Qualified names only, whatever the role's defaults are; one snapshot for all of them. */
    static final String BEGIN =
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''";

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
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname"""
                    + OTHERS;

    /** relation, attribute number, name. */
    static final String COLUMNS =
            """
            SELECT a.attrelid, a.attnum, a.attname
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attnum > 0 AND NOT a.attisdropped
               AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname"""
                    + OTHERS;

    /**
     * view, relation it reads, attribute or 0. Dependencies do not tell a whole-row reference from
     * none at all, the rewritten query does: {@code varattno 0}.
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
               AND d.refobjid <> r.ev_class""";

    /** view, its query with every name qualified. */
    static final String DEFINITIONS =
            """
            SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid)
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('v', 'm') AND n.nspname"""
                    + OTHERS;

    /** name. */
    static final String FUNCTIONS =
            """
            SELECT DISTINCT p.proname
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname"""
                    + OTHERS;

    /** name. */
    static final String OPERATORS =
            """
            SELECT DISTINCT o.oprname
              FROM pg_catalog.pg_operator o
              JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
             WHERE n.nspname"""
                    + OTHERS;

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

    /**
     * name of a foreign table, or of a view that reads one or calls functions or operators from
     * outside pg_catalog, through other views, too.
     */
    static final String OPAQUE =
            """
            WITH RECURSIVE used AS (
                SELECT r.ev_class, d.refclassid, d.refobjid
                  FROM pg_catalog.pg_depend d
                  JOIN pg_catalog.pg_rewrite r
                    ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
                  JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')
                 WHERE d.refobjid <> r.ev_class),
            opaque(oid) AS (
                SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'f'
                UNION
                SELECT u.ev_class FROM used u
                 WHERE u.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass,
                                        'pg_catalog.pg_operator'::pg_catalog.regclass)
                UNION
                SELECT u.ev_class FROM used u JOIN opaque o ON o.oid = u.refobjid
                 WHERE u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
            SELECT DISTINCT c.relname
              FROM opaque o
              JOIN pg_catalog.pg_class c ON c.oid = o.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname"""
                    + OTHERS;

    private CatalogQueries() {}
}
