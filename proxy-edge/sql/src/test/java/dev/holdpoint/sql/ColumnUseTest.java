package dev.holdpoint.sql;

import static dev.holdpoint.sql.LineageTest.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What facts say of columns: read, written, compared. */
class ColumnUseTest {
    @Test
    void facts_tell_columns_by_what_is_done_with_them() {
        var facts =
                Analysing.of(
                                "UPDATE customers SET name = upper(card) FROM orders o"
                                        + " WHERE o.customer_id = customers.id",
                                CATALOG)
                        .facts();

        assertThat(facts.reads()).containsExactly("public.orders");
        assertThat(facts.writes()).containsExactly("public.customers");
        assertThat(facts.columnsRead())
                .containsExactlyInAnyOrder(
                        "public.customers.card",
                        "public.orders.customer_id",
                        "public.customers.id");
        assertThat(facts.columnsWritten()).containsExactly("public.customers.name");
        assertThat(facts.predicateColumns())
                .containsExactlyInAnyOrder("public.orders.customer_id", "public.customers.id");
    }

    @Test
    void a_condition_anywhere_counts_and_so_does_what_a_star_stands_for() {
        var facts =
                Analysing.of(
                                "SELECT * FROM people WHERE id IN"
                                        + " (SELECT id FROM orders GROUP BY id HAVING max(amount) > 1)",
                                CATALOG)
                        .facts();

        assertThat(facts.predicateColumns())
                .contains("public.people.id", "public.orders.amount", "public.orders.id");
        assertThat(facts.columnsRead()).contains("public.people.up", "public.customers.card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT card FROM customers ORDER BY 1",
                "SELECT card FROM customers GROUP BY 1",
                "SELECT c.*, 1 FROM customers c ORDER BY 3",
                "SELECT id FROM orders o JOIN customers c USING (id) JOIN people p (i, u, card)"
                        + " USING (card)",
                "SELECT 1 FROM customers NATURAL JOIN (VALUES ('4')) v(card)",
                "SELECT DISTINCT card FROM customers",
                "SELECT DISTINCT * FROM customers",
                "SELECT 1 FROM customers c WHERE (c.*)::text LIKE '%4%'",
                "SELECT 1 FROM customers c WHERE row_to_json(c.*)::text LIKE '%4%'",
                "SELECT 1 FROM customers c WHERE c::text LIKE '%4%'",
                "SELECT card FROM customers UNION SELECT '4'",
                "SELECT card FROM customers INTERSECT ALL SELECT '4'",
                "SELECT '4' EXCEPT SELECT c2 FROM people",
                "SELECT count(*) FILTER (WHERE card > '4') FROM customers",
                "SELECT string_agg(name, ',' ORDER BY card) FROM customers",
                "SELECT card LIKE '4%' FROM customers",
                "SELECT CASE WHEN card < '4' THEN 1 / 0 END FROM customers",
                "SELECT CASE card WHEN '4' THEN 1 END FROM customers",
                "SELECT card IS NULL FROM customers",
                "SELECT nullif(card, '4') FROM customers",
                "SELECT generate_series(1, substr(card, 1, 1)::int) FROM customers",
                "SELECT (SELECT card > '4' FROM (VALUES (1)) AS card) FROM customers",
                "SELECT 1 FROM orders TABLESAMPLE system ((SELECT length(card) FROM customers))",
                "SELECT 1 FROM orders TABLESAMPLE system (9)"
                        + " REPEATABLE ((SELECT length(card) FROM customers))",
                "SELECT 1 FROM orders WHERE EXISTS (SELECT '4' INTERSECT SELECT card FROM customers)",
                "DELETE FROM orders USING customers c JOIN people p (i, u, card) USING (card)",
                "INSERT INTO customers VALUES (1) ON CONFLICT (card) DO NOTHING",
                "INSERT INTO customers AS c VALUES (1) ON CONFLICT (lower(card)) DO NOTHING",
                "INSERT INTO customers VALUES (1) ON CONFLICT (id) WHERE card IS NULL DO NOTHING",
                "INSERT INTO customers VALUES (1) ON CONFLICT ON CONSTRAINT once DO NOTHING",
                "INSERT INTO customers AS c VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'x'"
                        + " WHERE c.card::boolean",
                "WITH i AS (INSERT INTO customers VALUES (1) ON CONFLICT (card) DO NOTHING"
                        + " RETURNING 1) SELECT * FROM i",
                "MERGE INTO customers c USING orders o ON o.id = c.id"
                        + " WHEN MATCHED AND c.card::boolean THEN DELETE",
                "SELECT card FROM customers UNION ALL SELECT '4' ORDER BY 1",
                "SELECT card FROM customers UNION ALL SELECT '4' ORDER BY card",
                "SELECT card FROM customers GROUP BY ROLLUP (1)",
                "SELECT id, card FROM customers GROUP BY (1, 2)",
                "SELECT card FROM customers GROUP BY GROUPING SETS ((), CUBE (1))",
                "VALUES (1), (2) LIMIT (SELECT length(card) FROM customers)",
                "WITH v AS (VALUES (1) OFFSET (SELECT length(card) FROM customers)) SELECT 1 FROM v",
                "VALUES ((SELECT card FROM customers)), ('4') ORDER BY 1",
                "VALUES ('a') ORDER BY CASE column1 WHEN 'a' THEN (SELECT card FROM customers) END",
                "EXPLAIN ANALYZE CREATE TABLE x AS SELECT 1 FROM customers WHERE card = '4'"
            })
    void what_is_compared_without_a_condition_that_names_it_counts_as_well(String text) {
        assertThat(Analysing.of(text, CATALOG).facts().predicateColumns())
                .contains("public.customers.card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT card FROM customers",
                "SELECT card || 'x', CASE WHEN id > 1 THEN card END FROM customers",
                "SELECT id, card FROM customers ORDER BY 1",
                "SELECT card FROM customers UNION ALL SELECT '4'",
                "SELECT card FROM customers ORDER BY id LIMIT 1",
                "SELECT card FROM customers JOIN orders USING (id)"
            })
    void what_only_passes_is_not_compared(String text) {
        assertThat(Analysing.of(text, CATALOG).facts().predicateColumns())
                .doesNotContain("public.customers.card");
    }

    @Test
    void the_columns_by_which_a_conflict_is_found_are_read() {
        var some =
                Analysing.of(
                                "INSERT INTO customers (id) VALUES (1) ON CONFLICT (id) DO UPDATE"
                                        + " SET name = excluded.card",
                                CATALOG)
                        .facts();
        assertThat(some.columnsRead())
                .containsExactlyInAnyOrder("public.customers.id", "public.customers.card");
        assertThat(some.predicateColumns()).containsExactly("public.customers.id");

        var nowhere = "INSERT INTO nowhere VALUES (1) ON CONFLICT ON CONSTRAINT once DO NOTHING";
        assertThat(Analysing.of(nowhere, CATALOG).facts().predicateColumns()).containsExactly("*");
        assertThat(Analysing.of(nowhere, CATALOG).facts().columnsRead()).containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VALUES (1) LIMIT (SELECT length(card) FROM customers)",
                "VALUES (1) ORDER BY (SELECT card FROM customers)",
                "INSERT INTO orders (amount[(SELECT length(card) FROM customers)]) VALUES (1)",
                "EXPLAIN CREATE TABLE x AS SELECT card FROM customers"
            })
    void what_stands_beside_values_is_read(String text) {
        assertThat(Analysing.of(text, CATALOG).facts().columnsRead())
                .contains("public.customers.card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM stock",
                "SELECT stock FROM stock",
                "SELECT 1 FROM stock s WHERE s.*::text > 'a'",
                "DELETE FROM stock RETURNING *",
                "UPDATE stock SET id = 1 RETURNING stock"
            })
    void of_a_name_that_several_relations_have_each_may_be_meant(String text) {
        var two =
                new SqlCatalog(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        SqlCatalog.byName(
                                List.of(
                                        new CatalogRelation("shop", "stock", List.of("id"), ""),
                                        new CatalogRelation(
                                                "public", "stock", List.of("id", "card"), ""))));
        var facts = Analysing.of(text, two).facts();

        assertThat(facts.columnsRead()).contains("public.stock.*", "shop.stock.*");
        assertThat(facts.predicateColumns()).contains("public.stock.*", "shop.stock.*");
    }

    @Test
    void an_insert_without_columns_writes_all_of_them() {
        assertThat(Analysing.of("INSERT INTO orders VALUES (1)", CATALOG).facts().columnsWritten())
                .containsExactly(
                        "public.orders.id", "public.orders.customer_id", "public.orders.amount");
        assertThat(Analysing.of("COPY nowhere FROM STDIN", CATALOG).facts().columnsWritten())
                .containsExactly("nowhere.*");
    }

    @Test
    void a_copy_of_a_table_reads_the_columns_it_lists_or_all_of_them() {
        var some = Analysing.of("COPY customers (id, card) TO STDOUT", CATALOG).facts();
        assertThat(some.columnsRead())
                .containsExactly("public.customers.id", "public.customers.card");
        assertThat(some.predicateColumns()).isEmpty();
        assertThat(Analysing.of("COPY customers TO STDOUT", CATALOG).facts().columnsRead())
                .containsExactly(
                        "public.customers.id", "public.customers.name", "public.customers.card");
        assertThat(Analysing.of("COPY nowhere TO STDOUT", CATALOG).facts().columnsRead())
                .containsExactly("*");
        assertThat(Analysing.of("COPY customers FROM STDIN", CATALOG).facts().columnsRead())
                .isEmpty();
    }
}
