package dev.holdpoint.edge.postgres.catalogue.query;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a target is asked to tell whether objects are defined as they were. */
final class VersionQuery {
    /** Stands where a relation's OID does, for all code together. */
    static final String CODE = "0";

    /**
     * relation or {@link #CODE}, a number: the exclusive or of hashes of everything that makes it.
     * Rows count by the transaction that wrote them; of {@code pg_class}, where much work leaves
     * new versions of rows, what makes a relation another. Row types of tables are no code; the
     * names of schemas that hold code are, because a command finds it by them.
     */
    static final String VERSIONS =
            Stream.of(
                            of(
                                    "oid",
                                    "pg_catalog.concat_ws('/', 'class', oid, relkind,"
                                            + " relrowsecurity, relforcerowsecurity)",
                                    "pg_class WHERE oid >= 16384"
                                            + " AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')"),
                            rows(
                                    "attrelid",
                                    "attribute",
                                    "attnum",
                                    "pg_attribute WHERE attnum > 0"),
                            rows("adrelid", "default", "oid", "pg_attrdef"),
                            rows("ev_class", "rule", "oid", "pg_rewrite"),
                            rows("tgrelid", "trigger", "oid", "pg_trigger"),
                            rows("polrelid", "policy", "oid", "pg_policy"),
                            rows("conrelid", "constraint", "oid", "pg_constraint"),
                            rows("inhrelid", "parent", "inhseqno", "pg_inherits"),
                            rows(
                                    CODE + "::pg_catalog.oid",
                                    "routine",
                                    "oid",
                                    "pg_proc WHERE pronamespace NOT IN (SELECT n.oid FROM"
                                            + " pg_catalog.pg_namespace n"
                                            + " WHERE n.nspname ~ '^pg_temp_')"),
                            of(
                                    CODE + "::pg_catalog.oid",
                                    "pg_catalog.concat_ws('/', 'schema', oid, nspname)",
                                    "pg_namespace WHERE oid IN (SELECT pronamespace FROM"
                                            + " pg_catalog.pg_proc WHERE oid >= 16384 UNION"
                                            + " SELECT oprnamespace FROM pg_catalog.pg_operator"
                                            + " WHERE oid >= 16384)"
                                            + " AND nspname !~ '^pg_temp_'"),
                            code("operator", "pg_operator"),
                            code("cast", "pg_cast"),
                            code("event trigger", "pg_event_trigger"),
                            code(
                                    "type",
                                    "pg_type WHERE typtype IN ('b', 'd', 'r') AND typelem = 0"))
                    .collect(
                            Collectors.joining(
                                    "\n UNION ALL\n",
                                    "SELECT relation, pg_catalog.bit_xor(version) FROM (\n",
                                    "\n) part WHERE relation = 0 OR relation >= 16384"
                                            + " GROUP BY relation"));

    private VersionQuery() {}

    private static String code(String what, String from) {
        return rows(CODE + "::pg_catalog.oid", what, "oid", from);
    }

    private static String rows(String relation, String what, String key, String from) {
        return of(relation, "pg_catalog.concat_ws('/', '%s', %s, xmin)".formatted(what, key), from);
    }

    private static String of(String relation, String text, String from) {
        return """
        SELECT %s AS relation,
               pg_catalog.hashtextextended(%s COLLATE "C", 0) AS version
          FROM pg_catalog.%s"""
                .formatted(relation, text, from);
    }
}
