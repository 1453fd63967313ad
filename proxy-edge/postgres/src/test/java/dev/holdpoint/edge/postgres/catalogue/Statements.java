package dev.holdpoint.edge.postgres.catalogue;

import java.util.List;
import java.util.Random;

/** A grammar of statements about {@code target.sql}; every relation there has the same columns. */
final class Statements {
    private static final List<String> RELATIONS =
            List.of(
                    "customers",
                    "orders",
                    "items",
                    "notes",
                    "shop.orders",
                    "shop.stock",
                    "stock",
                    "sales",
                    "sales_low",
                    "sales_high",
                    "sales_top",
                    "vehicles",
                    "cars",
                    "audit",
                    "watched",
                    "tidy",
                    "ruled",
                    "numbered",
                    "doubled",
                    "refused",
                    "indexed",
                    "fast",
                    "guarded",
                    "sampled",
                    "owned",
                    "measured",
                    "plain",
                    "stacked",
                    "joined",
                    "wiping",
                    "whispering",
                    "caught",
                    "of_sales",
                    "kept",
                    "public.orders",
                    "lent",
                    "lending",
                    "\"orders\"");
    private static final List<String> CALLS =
            List.of(
                    "wipe()",
                    "wipe_here()",
                    "peek()",
                    "nested()",
                    "endless(1)",
                    "mixed(1)",
                    "mixed('x')",
                    "settled()",
                    "atomic()",
                    "highest()",
                    "lower(1)",
                    "lower('X')",
                    "upper('x')",
                    "shop.upper(1)",
                    "noisy(id)",
                    "twice(id)",
                    "@@@ id",
                    "n + 1",
                    "coalesce(n, id)",
                    "nextval('numbers')",
                    "length(t)",
                    "id::positive",
                    "CAST(t AS text)",
                    "public.twice(n)",
                    "(SELECT max(id) FROM customers)");

    private static final List<String> MERGED_IF =
            List.of(" AND m.n > 1", " AND s.n > 1", " AND m.t = s.t", " AND m.t IS NULL");
    private static final List<String> MERGED =
            List.of(
                    "DELETE",
                    "UPDATE SET t = 'm'",
                    "UPDATE SET t = s.t",
                    "UPDATE SET n = m.n + s.n",
                    "DO NOTHING");

    private final Random random;
    private final Definitions definitions;

    Statements(long seed) {
        random = new Random(seed);
        definitions = new Definitions(random, () -> query(1));
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean maybe(int percent) {
        return random.nextInt(100) < percent;
    }

    private String when(int percent, String text) {
        return maybe(percent) ? text : "";
    }

    /** A text of one statement, sometimes two; pgjdbc waits for itself at a second COPY. */
    String text() {
        var first = statement();
        if (!maybe(10)) {
            return first;
        }
        var second = first.startsWith("COPY ") ? query(2) : statement();
        return first + "; " + second;
    }

    private String statement() {
        return switch (random.nextInt(25)) {
            case 0, 1, 2, 3 -> query(2);
            case 4, 5 -> insert();
            case 6, 7 -> update();
            case 8, 9 -> delete();
            case 10 -> merge();
            case 11 -> with();
            case 12 ->
                    "EXPLAIN " + when(60, "ANALYZE ") + any(List.of(query(1), update(), delete()));
            case 13 -> truncate();
            case 14 -> other();
            case 15, 16 -> copy();
            case 17, 21, 22, 23 -> definitions.any();
            case 18 -> cursor();
            case 19 -> "SET LOCAL ROLE app; " + any(List.of(query(1), delete(), update()));
            case 20 -> withSeveral();
            default -> "SET LOCAL search_path = shop, public; " + any(List.of(query(1), delete()));
        };
    }

    private String relation() {
        return any(RELATIONS);
    }

    private String value() {
        return maybe(35) ? any(CALLS) : any(List.of("id", "n", "7", "1 + 1", "length(t)"));
    }

    private String condition() {
        return switch (random.nextInt(5)) {
            case 0 -> value() + " > 0";
            case 1 -> "id IN (SELECT id FROM " + relation() + ")";
            case 2 -> "EXISTS (SELECT 1 FROM " + relation() + " z WHERE z.id = 1)";
            default -> "id = " + random.nextInt(5);
        };
    }

    private String query(int depth) {
        var from =
                depth > 0 && maybe(20)
                        ? "(" + query(depth - 1) + ") q (id, n, t)"
                        : when(15, "ONLY ") + relation() + " a";
        var query =
                "SELECT id, %s, t FROM %s%s"
                        .formatted(value(), from, when(60, " WHERE " + condition()));
        if (depth > 0 && maybe(15)) {
            return query + " UNION ALL " + query(depth - 1);
        }
        return query + when(10, " ORDER BY 1 LIMIT 2") + when(depth == 2 ? 10 : 0, " FOR UPDATE");
    }

    private String insert() {
        var rows = maybe(50) ? "VALUES (%d, 1, 'x')".formatted(random.nextInt(100)) : query(1);
        var relation = relation();
        return "INSERT INTO %s %s %s%s"
                .formatted(
                        relation,
                        maybe(30) ? "(id, n, t)" : "",
                        rows,
                        when(40, onConflict(unqualified(relation))) + when(20, " RETURNING id"));
    }

    private String onConflict(String table) {
        return any(List.of(
                        " ON CONFLICT DO NOTHING",
                        " ON CONFLICT (id) DO NOTHING",
                        " ON CONFLICT (id) DO UPDATE SET t = 'y'",
                        " ON CONFLICT (id) DO UPDATE SET t = excluded.t",
                        " ON CONFLICT (id) DO UPDATE SET t = 'y' WHERE @.n > 0",
                        " ON CONFLICT (id) DO UPDATE SET t = 'y' WHERE excluded.n > 0",
                        " ON CONFLICT (id) DO UPDATE SET n = excluded.n + @.n",
                        " ON CONFLICT ON CONSTRAINT @_pkey DO UPDATE SET t = 'y'",
                        " ON CONFLICT ON CONSTRAINT @_pkey DO NOTHING"))
                .replace("@", table);
    }

    private static String unqualified(String relation) {
        return relation.replaceAll(".*\\.", "").replace("\"", "");
    }

    private String update() {
        var relation = relation();
        return "UPDATE %s SET %s%s%s"
                .formatted(
                        relation,
                        any(List.of("n = 1", "t = 'z'", "id = id + 100", "n = twice(n)")),
                        when(10, " FROM " + relation() + " b"),
                        when(60, " WHERE " + unqualified(relation) + ".id = 1"));
    }

    private String delete() {
        return "DELETE FROM %s%s%s"
                .formatted(
                        when(10, "ONLY ") + relation(),
                        when(60, " WHERE " + condition()),
                        when(20, " RETURNING *"));
    }

    private String merge() {
        return "MERGE INTO %s m USING (%s) s (id, n, t) ON m.id = s.id %s%s%s"
                .formatted(
                        relation(),
                        query(0),
                        "WHEN MATCHED" + when(40, any(MERGED_IF)) + " THEN " + any(MERGED),
                        when(
                                50,
                                " WHEN NOT MATCHED"
                                        + when(40, " AND s.n > 1")
                                        + " THEN INSERT (id, n, t) VALUES (s.id + 70, 1, 'm')"),
                        when(20, " WHEN NOT MATCHED BY SOURCE AND m.t = 'l' THEN DELETE")
                                + when(20, " RETURNING m.id"));
    }

    private String with() {
        var change =
                any(List.of(insert(), update(), delete())).replaceAll(" RETURNING .*$", "")
                        + " RETURNING id, n, t";
        return "WITH w AS (%s) SELECT * FROM %s"
                .formatted(change, any(List.of("w", "w, customers", relation())));
    }

    private String withSeveral() {
        return "WITH w AS (%s), v AS (%s), x AS (DELETE FROM %s WHERE id IN (SELECT id FROM v)) %s"
                .formatted(
                        insert().replaceAll(" RETURNING .*$", "") + " RETURNING id, n, t",
                        query(1),
                        relation(),
                        any(
                                List.of(
                                        "SELECT id FROM w UNION ALL SELECT n FROM v",
                                        "UPDATE lent SET n = (SELECT count(*) FROM w)",
                                        "INSERT INTO audit SELECT id, n, t FROM v")));
    }

    private String copy() {
        var columns = when(30, " (id, t)");
        return switch (random.nextInt(4)) {
            case 0 -> "COPY " + relation() + " (id, n, t) FROM STDIN";
            case 1 -> "COPY (" + query(1) + ") TO STDOUT";
            case 2 -> "COPY (" + any(List.of(update(), delete())) + " RETURNING id) TO STDOUT";
            default -> "COPY " + relation() + columns + " TO STDOUT (FORMAT csv)";
        };
    }

    private String cursor() {
        return any(
                List.of(
                        "DECLARE c CURSOR FOR " + query(1) + "; FETCH ALL FROM c; CLOSE c",
                        "DECLARE c CURSOR WITH HOLD FOR " + query(1) + "; MOVE 1 FROM c",
                        "PREPARE p AS " + any(List.of(query(1), update())) + "; EXECUTE p",
                        "PREPARE p AS " + delete() + "; EXECUTE p; DEALLOCATE p"));
    }

    private String truncate() {
        return "TRUNCATE " + relation() + when(50, " CASCADE");
    }

    private String other() {
        return switch (random.nextInt(8)) {
            case 0 -> "CALL refund(1)";
            case 1 -> "CREATE TEMP TABLE orders AS " + query(1) + "; " + delete();
            case 2 -> "CREATE TEMP VIEW stock AS " + query(1) + "; SELECT * FROM stock";
            case 3 -> "SELECT set_config('search_path', 'shop, public', true); " + delete();
            case 4 -> "DO $$BEGIN DELETE FROM public.audit; END$$";
            case 5 -> "LOCK TABLE " + relation();
            case 6 -> "CREATE TABLE made AS " + query(1) + "; SELECT * FROM made";
            default -> "PREPARE p AS " + delete();
        };
    }
}
