package dev.holdpoint.edge.postgres.catalogue.query;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a snapshot asks about code that PostgreSQL runs without a statement naming it: casts,
 * support functions and operators of operator classes, functions of range types.
 */
final class HiddenCodeQueries {
    private static final String HARMLESS = "{harmless}";

    /**
     * {@code code}: functions whose source may be anything; see {@link #without}. {@code used}:
     * types at whose values such a function runs, and whether a statement must name one of them for
     * that.
     */
    private static final String CODE =
            """
            WITH RECURSIVE code (oid) AS (
                SELECT f.oid
                  FROM pg_catalog.pg_proc f
                  JOIN pg_catalog.pg_language l ON l.oid = f.prolang
                 WHERE l.lanname NOT IN ('c', 'internal')
                   AND (f.oid >= 16384 OR l.lanname <> 'sql')
                   AND f.oid <> ALL ('{harmless}'::pg_catalog.oid[])),
            used (type, other, func, named) AS (
                SELECT k.castsource, k.casttarget, k.castfunc, k.castcontext = 'e'
                  FROM pg_catalog.pg_cast k
                 UNION
                SELECT p.amproclefttype, p.amprocrighttype, p.amproc, false
                  FROM pg_catalog.pg_amproc p
                 UNION
                SELECT a.amoplefttype, a.amoprighttype, o.oprcode, false
                  FROM pg_catalog.pg_amop a
                  JOIN pg_catalog.pg_operator o ON o.oid = a.amopopr
                 UNION
                SELECT r.rngtypid, r.rngtypid, f.func, false
                  FROM pg_catalog.pg_range r
                 CROSS JOIN LATERAL (VALUES (r.rngcanonical), (r.rngsubdiff)) f (func))""";

    /**
     * {@code unsafe}: users' types at whose values such code runs, and every type whose values lead
     * to one of theirs: what they are made of, and what is made of them.
     */
    private static final String UNSAFE =
            CODE
                    + """
            ,
            unsafe (type) AS (
                SELECT t.oid
                  FROM used u
                  JOIN code c ON c.oid = u.func
                  JOIN pg_catalog.pg_type t ON t.oid IN (u.type, u.other)
                 WHERE t.oid >= 16384
                 UNION
                SELECT x.type
                  FROM unsafe u
                  JOIN pg_catalog.pg_type t ON t.oid = u.type
                 CROSS JOIN LATERAL (
                       SELECT t.typarray
                        UNION ALL SELECT t.typelem
                        UNION ALL SELECT d.oid FROM pg_catalog.pg_type d
                                   WHERE d.typbasetype = t.oid
                        UNION ALL SELECT c.reltype
                                    FROM pg_catalog.pg_attribute a
                                    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                                   WHERE a.atttypid = t.oid AND a.attnum > 0
                                     AND NOT a.attisdropped
                        UNION ALL SELECT r.rngtypid FROM pg_catalog.pg_range r
                                   WHERE t.oid IN (r.rngsubtype, r.rngmultitypid)
                        UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r
                                   WHERE t.oid = r.rngtypid
                        UNION ALL SELECT r.rngmultitypid FROM pg_catalog.pg_range r
                                   WHERE t.oid = r.rngtypid
                        UNION ALL SELECT k.castsource FROM pg_catalog.pg_cast k
                                   WHERE k.casttarget = t.oid AND k.castfunc = 0) x (type)
                 WHERE x.type >= 16384)""";

    /** relation whose rows or columns are of an unsafe type. */
    static final String RELATIONS =
            UNSAFE
                    + """

            SELECT c.oid
              FROM pg_catalog.pg_class c
              JOIN unsafe u ON u.type = c.reltype""";

    /** function that takes or gives a value of an unsafe type: converting it runs more. */
    static final String ROUTINES =
            UNSAFE
                    + """

            SELECT DISTINCT p.oid
              FROM pg_catalog.pg_proc p
              JOIN unsafe u
                ON u.type = p.prorettype OR u.type = ANY (p.proargtypes)
                   OR u.type = ANY (p.proallargtypes)
             WHERE p.oid >= 16384""";

    /**
     * name of an unsafe type, or of one a user's cast between PostgreSQL's own leads from or to.
     */
    static final String TYPES =
            UNSAFE
                    + """

            SELECT DISTINCT t.typname
              FROM pg_catalog.pg_type t
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
             WHERE EXISTS (SELECT FROM unsafe u WHERE u.type = t.oid)
                OR EXISTS (SELECT FROM pg_catalog.pg_cast k JOIN code c ON c.oid = k.castfunc
                            WHERE k.castsource < 16384 AND k.casttarget < 16384
                              AND coalesce(e.oid, t.oid) IN (k.castsource, k.casttarget))""";

    /**
     * oid of a user's type whose values PostgreSQL itself reads, and which lead to no such code.
     */
    static final String PLAIN_TYPES =
            UNSAFE
                    + """

            SELECT t.oid
              FROM pg_catalog.pg_type t
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
             WHERE t.oid >= 16384 AND coalesce(e.typtype, t.typtype) = 'e'
               AND NOT EXISTS (SELECT FROM unsafe u WHERE u.type = t.oid)""";

    /** call of a function that any expression may run, being about PostgreSQL's own types only. */
    static final String EVERYWHERE =
            CODE
                    + """

            SELECT DISTINCT pg_catalog.quote_ident(n.nspname) || '.'
                            || pg_catalog.quote_ident(p.proname) || '(NULL)'
              FROM used u
              JOIN code c ON c.oid = u.func
              JOIN pg_catalog.pg_proc p ON p.oid = c.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE u.type < 16384 AND u.other < 16384 AND NOT u.named""";

    private HiddenCodeQueries() {}

    /** The same query, these functions known to do nothing but work out a value. */
    static String without(Set<Integer> harmless, String query) {
        return query.replace(
                HARMLESS,
                harmless.stream()
                        .map(Integer::toUnsignedString)
                        .collect(Collectors.joining(",", "{", "}")));
    }
}
