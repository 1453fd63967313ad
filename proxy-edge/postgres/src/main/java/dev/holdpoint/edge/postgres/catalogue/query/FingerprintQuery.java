package dev.holdpoint.edge.postgres.catalogue.query;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a target is asked to tell whether it still is what a snapshot says. */
final class FingerprintQuery {
    /**
     * Temporary relations: others cannot name them, and their rows come and go with the work of
     * sessions.
     */
    private static final String LASTING = " NOT IN (SELECT oid FROM passing)";

    /**
     * One text: another one after any committed change of what a snapshot reads. Rows count by the
     * transaction that wrote them; of {@code pg_class}, where much work leaves new versions of
     * rows, and of {@code pg_roles} what a snapshot reads of it. Temporary tables are left out, not
     * the rules, triggers and policies on them.
     */
    static final String FINGERPRINT =
            Stream.of(
                            of(
                                    "pg_class WHERE oid >= 16384 AND relkind <> 't'"
                                            + " AND relpersistence <> 't'",
                                    "oid::pg_catalog.int8",
                                    "pg_catalog.concat_ws('/', relnamespace, relkind, reltype,"
                                            + " relrowsecurity, relname)"),
                            of(
                                    "pg_attribute WHERE attnum > 0 AND attrelid >= 16384"
                                            + " AND attrelid"
                                            + LASTING,
                                    "attrelid::pg_catalog.int8 * 65536 + attnum"),
                            of("pg_proc"),
                            of("pg_rewrite"),
                            of("pg_trigger"),
                            of("pg_policy"),
                            of("pg_attrdef WHERE adrelid" + LASTING),
                            of("pg_constraint WHERE conrelid" + LASTING),
                            of("pg_statistic_ext WHERE stxrelid" + LASTING),
                            of(
                                    "pg_inherits WHERE inhrelid" + LASTING,
                                    "inhrelid::pg_catalog.int8 * 65536 + inhseqno"),
                            of(
                                    "pg_type t WHERE oid >= 16384 AND typrelid"
                                            + LASTING
                                            + " AND (typcategory <> 'A' OR typelem NOT IN (SELECT"
                                            + " e.oid FROM pg_catalog.pg_type e"
                                            + " JOIN passing p ON p.oid = e.typrelid))"),
                            of("pg_operator WHERE oid >= 16384"),
                            of("pg_amop"),
                            of("pg_amproc"),
                            of("pg_cast"),
                            of("pg_event_trigger"),
                            of("pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'"),
                            of("pg_language"),
                            of(
                                    "pg_roles",
                                    "oid::pg_catalog.int8",
                                    "pg_catalog.concat_ws('/', rolsuper, rolinherit, rolname)"),
                            of(
                                    "pg_auth_members",
                                    "member::pg_catalog.int8",
                                    "pg_catalog.concat_ws('/', roleid, grantor, xmin)"))
                    .collect(
                            Collectors.joining(
                                    ",\n       ",
                                    "WITH passing (oid) AS MATERIALIZED (SELECT oid"
                                            + " FROM pg_catalog.pg_class"
                                            + " WHERE relpersistence = 't')\n"
                                            + "SELECT pg_catalog.concat_ws(' ',\n       ",
                                    ")"));

    private FingerprintQuery() {}

    private static String of(String rows) {
        return of(rows, "oid::pg_catalog.int8");
    }

    private static String of(String rows, String key) {
        return of(rows, key, "xmin::pg_catalog.text");
    }

    private static String of(String rows, String key, String version) {
        return """
        (SELECT pg_catalog.concat_ws(':', pg_catalog.count(*), pg_catalog.bit_xor(
                    pg_catalog.hashtextextended(%s COLLATE "C", %s)))
                  FROM pg_catalog.%s)"""
                .formatted(version, key, rows);
    }
}
