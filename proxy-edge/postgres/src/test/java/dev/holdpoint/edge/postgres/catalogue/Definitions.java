package dev.holdpoint.edge.postgres.catalogue;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A grammar of statements that define objects, most of them what only an owner may do. */
final class Definitions {
    private static final List<String> OWNED =
            List.of(
                    "ALTER TABLE lent ADD COLUMN m int DEFAULT 1",
                    "ALTER TABLE lent ADD COLUMN m int DEFAULT noisy(1)",
                    "ALTER TABLE lent DROP COLUMN t CASCADE",
                    "ALTER TABLE lent RENAME COLUMN t TO u",
                    "ALTER TABLE lent RENAME TO returned",
                    "ALTER TABLE lent SET (fillfactor = 50)",
                    "ALTER TABLE lent ADD CHECK (twice(n) > 0)",
                    "DROP TABLE lent CASCADE",
                    "DROP VIEW lending",
                    "GRANT SELECT ON lent TO PUBLIC",
                    "GRANT SELECT (id), UPDATE (n) ON lent TO PUBLIC",
                    "REVOKE UPDATE ON lent FROM app",
                    "REVOKE ALL ON lent FROM app CASCADE",
                    "CREATE OR REPLACE VIEW lending AS SELECT id, n, t FROM lent WHERE n > 1",
                    "CREATE TRIGGER tr BEFORE UPDATE ON lent FOR EACH ROW WHEN (old.n > 1)"
                            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                    "COMMENT ON TABLE lent IS 'x'");

    private static final String PARTED =
            "CREATE TABLE parted (id int, n int, t text) PARTITION BY LIST (n);"
                    + " ALTER TABLE parted ATTACH PARTITION lent ";

    private static final List<String> VALUES =
            List.of(
                    "n",
                    "t",
                    "n + 1",
                    "id % 2",
                    "1 / (n - 5)",
                    "t::int",
                    "lower(t)",
                    "n::text",
                    "coalesce(n, id)",
                    "CASE WHEN n > 1 THEN t END",
                    "length(t)",
                    "substr(t, 1, 4)",
                    "twice(n)");

    private static final List<String> CONDITIONS =
            List.of(
                    "n < 100",
                    "t <> 'q'",
                    "n IS NOT NULL",
                    "1 / n < 2",
                    "length(t) < 40",
                    "id > 0 AND n >= 0");

    private final Random random;
    private final Supplier<String> queries;

    Definitions(Random random, Supplier<String> queries) {
        this.random = random;
        this.queries = queries;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String any() {
        return switch (random.nextInt(8)) {
            case 0 -> any(OWNED);
            case 1, 2 -> index();
            case 3 -> constraint();
            case 4 -> column();
            case 5 -> made();
            case 6 -> parted();
            default -> further();
        };
    }

    private String index() {
        return "CREATE %sINDEX ON lent (%s)%s%s"
                .formatted(
                        any(List.of("", "UNIQUE ")),
                        any(List.of("n", "t", "id, n", "(" + any(VALUES) + ")")),
                        any(List.of("", "", " INCLUDE (t)", " INCLUDE (n)")),
                        any(List.of("", " WHERE " + any(CONDITIONS))));
    }

    private String constraint() {
        return "ALTER TABLE lent "
                + any(
                        List.of(
                                "ADD CHECK (" + any(CONDITIONS) + ")",
                                "ADD CHECK (" + any(CONDITIONS) + ")",
                                "ADD COLUMN m int CHECK (" + any(CONDITIONS) + ")",
                                "ADD CONSTRAINT k CHECK ("
                                        + any(CONDITIONS)
                                        + ") NOT VALID;"
                                        + " ALTER TABLE lent VALIDATE CONSTRAINT k",
                                "ADD UNIQUE (n)",
                                "ADD UNIQUE NULLS NOT DISTINCT (t)",
                                "ADD NOT NULL n",
                                "ALTER t SET NOT NULL",
                                "ADD EXCLUDE (n WITH =) WHERE (" + any(CONDITIONS) + ")",
                                "ADD EXCLUDE ((" + any(VALUES) + ") WITH =)",
                                "ADD FOREIGN KEY (n) REFERENCES customers",
                                "ADD FOREIGN KEY (n) REFERENCES shop.stock (id)",
                                "ADD FOREIGN KEY (id) REFERENCES lent (id)"));
    }

    /** No column changes its type while a view reads it. */
    private String column() {
        return "DROP VIEW lending; ALTER TABLE lent "
                + any(List.of(
                                "ADD m text GENERATED ALWAYS AS ((%s)::text) STORED",
                                "ADD m int GENERATED ALWAYS AS (%s) STORED",
                                "ADD m text GENERATED ALWAYS AS (lower(t))",
                                "ALTER n TYPE bigint USING (%s)::text::bigint",
                                "ALTER n TYPE text USING %s",
                                "ALTER n TYPE smallint",
                                "ALTER t TYPE varchar(9)",
                                "ALTER t TYPE text USING (%s)::text",
                                "ALTER t TYPE name USING (%s)::text",
                                "ADD m int REFERENCES shop.orders, ADD CHECK (m IS NULL OR n > 0)"))
                        .replace("%s", any(VALUES));
    }

    private String made() {
        return any(
                        List.of(
                                "CREATE TABLE made AS ",
                                "EXPLAIN ANALYZE CREATE TABLE made AS ",
                                "CREATE VIEW made AS ",
                                "CREATE MATERIALIZED VIEW made AS "))
                + any(
                        List.of(
                                queries.get(),
                                "SELECT %s AS m FROM lent WHERE %s"
                                        .formatted(any(VALUES), any(CONDITIONS))));
    }

    private String parted() {
        return PARTED
                + any(
                        List.of(
                                "FOR VALUES IN (1, 2, 3)",
                                "FOR VALUES IN (1, 2, 3, 7, NULL)",
                                "DEFAULT",
                                "DEFAULT; CREATE TABLE seven PARTITION OF parted FOR VALUES IN (7)",
                                "DEFAULT; CREATE TABLE two PARTITION OF parted FOR VALUES IN (2)"));
    }

    private String further() {
        return any(
                List.of(
                        "CREATE STATISTICS st ON n, (%s) FROM lent".formatted(any(VALUES)),
                        "CREATE STATISTICS st ON n, (%s) FROM lent; ANALYZE lent"
                                .formatted(any(VALUES)),
                        "CREATE POLICY p ON lent USING (" + any(CONDITIONS) + ")",
                        "CREATE TABLE made (m int REFERENCES customers)",
                        "CREATE TABLE made (m int CHECK (m > 0), FOREIGN KEY (m)"
                                + " REFERENCES orders (id))",
                        "COPY (SELECT %s FROM lent WHERE %s) TO STDOUT"
                                .formatted(any(VALUES), any(CONDITIONS))));
    }
}
