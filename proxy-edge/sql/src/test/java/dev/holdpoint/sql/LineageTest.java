package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.Source;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {
    static final SqlCatalog CATALOG =
            new SqlCatalog(
                    Set.of("wipe"),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    SqlCatalog.byName(
                            List.of(
                                    relation("customers", "", "id", "name", "card"),
                                    relation("orders", "", "id", "customer_id", "amount"),
                                    relation(
                                            "people",
                                            "SELECT c.id, upper(c.card) AS up, c.card AS c2"
                                                    + " FROM public.customers c",
                                            "id",
                                            "up",
                                            "c2"),
                                    relation(
                                            "views",
                                            "SELECT people.c2 FROM public.people",
                                            "again"))));

    private static CatalogRelation relation(String name, String definition, String... columns) {
        return new CatalogRelation("public", name, List.of(columns), definition);
    }

    /** Columns as {@code origin+origin}, {@code ~} before one that is not intact, {@code ?}. */
    private static String outputs(String text) {
        var analysis = (Analysis.Understood) Analysing.of(text, CATALOG);
        return analysis.outputs().stream().map(LineageTest::text).collect(Collectors.joining("; "));
    }

    private static String text(Output output) {
        return switch (output) {
            case Output.NoRows() -> "none";
            case Output.Unknown() -> "unknown";
            case Output.Columns(var columns) -> text(columns);
            case Output.Copied(var columns, _) -> text(columns);
        };
    }

    private static String text(List<Source> columns) {
        return columns.stream().map(LineageTest::text).collect(Collectors.joining(" "));
    }

    private static String text(Source source) {
        var origins =
                source.origins().stream()
                        .map(origin -> origin.relation() + "." + origin.column())
                        .sorted()
                        .collect(Collectors.joining("+"));
        return (source.intact() ? "" : "~")
                + (origins.isEmpty() ? "-" : origins)
                + (source.unknown() ? "?" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            value = {
                "SELECT card FROM customers ==> customers.card",
                "SELECT c.card AS x FROM customers AS c ==> customers.card",
                "MERGE INTO orders o USING customers c ON c.id = o.id WHEN MATCHED THEN DELETE"
                        + " RETURNING * ==> customers.id customers.name customers.card"
                        + " orders.id orders.customer_id orders.amount",
                "MERGE INTO orders o USING customers c ON c.id = o.id WHEN MATCHED THEN DELETE"
                        + " RETURNING merge_action(), o.*, c.card ==> ~customers.id+orders.id orders.id"
                        + " orders.customer_id orders.amount customers.card",
                "UPDATE orders SET amount = 1 FROM customers c RETURNING * ==>"
                        + " orders.id orders.customer_id orders.amount"
                        + " customers.id customers.name customers.card",
                "SELECT public.customers.card FROM public.customers ==> customers.card",
                "SELECT * FROM customers ==> customers.id customers.name customers.card",
                "SELECT c.*, 1 FROM customers c ==> customers.id customers.name customers.card -",
                "SELECT x FROM (SELECT card AS x, id FROM customers) s ==> customers.card",
                "SELECT s.b FROM (SELECT card, id FROM customers) s(a, b) ==> customers.id",
                "WITH q(x) AS (SELECT card FROM customers) SELECT x, 1 FROM q ==> customers.card -",
                "SELECT card FROM customers UNION ALL SELECT name FROM customers"
                        + " ==> ~customers.card+customers.name",
                "SELECT card FROM customers UNION SELECT 'x' ==> ~customers.card",
                "VALUES (1, 'a'), (2, 'b') ==> - -",
                "SELECT o.amount, c.card FROM customers c JOIN orders o ON o.customer_id = c.id"
                        + " ==> orders.amount customers.card",
                "SELECT * FROM customers JOIN orders USING (id)"
                        + " ==> ~customers.id+orders.id customers.name customers.card"
                        + " orders.customer_id orders.amount",
                "SELECT id, amount FROM customers NATURAL JOIN orders"
                        + " ==> ~customers.id+orders.id orders.amount",
                "SELECT j.card FROM (customers JOIN orders USING (id)) AS j ==> customers.card",
                "SELECT (SELECT card FROM customers LIMIT 1) ==> customers.card",
                "SELECT (c).card FROM customers c ==> customers.card",
                "SELECT again FROM views ==> customers.card+people.c2+views.again",
                "TABLE people ==> customers.id+people.id ~customers.card+people.up"
                        + " customers.card+people.c2",
                "DELETE FROM customers WHERE id = 1 RETURNING card ==> customers.card",
                "UPDATE customers SET name = card RETURNING old.card, new.name, id"
                        + " ==> customers.card customers.name customers.id",
                "INSERT INTO customers VALUES (1) RETURNING * "
                        + " ==> customers.id customers.name customers.card",
                "COPY customers (card, id) TO STDOUT ==> customers.card customers.id",
                "COPY (SELECT id FROM customers) TO STDOUT ==> customers.id",
                "SELECT l.card FROM orders o, LATERAL (SELECT card FROM customers"
                        + " WHERE customers.id = o.customer_id) l ==> customers.card",
                "SELECT card FROM customers TABLESAMPLE system (10) ==> customers.card",
                "SELECT ctid, card FROM customers ==> - customers.card",
                "SELECT 1; SELECT card FROM customers ==> -; customers.card",
            })
    void a_column_that_passes_unchanged_is_told_with_its_origin(String text, String expected) {
        assertThat(outputs(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            value = {
                "SELECT upper(card) FROM customers ==> ~customers.card",
                "SELECT card::text FROM customers ==> ~customers.card",
                "SELECT card || name FROM customers ==> ~customers.card+customers.name",
                "SELECT CASE WHEN card LIKE '4%' THEN 1 END FROM customers ==> ~customers.card",
                "SELECT coalesce(card, 'x') FROM customers ==> ~customers.card",
                "SELECT max(card), count(*) FROM customers ==> ~customers.card ~-",
                "SELECT count(*) AS n FROM customers ORDER BY n ==> ~-",
                "SELECT count(*) FROM customers WHERE card LIKE '4%' ==> ~customers.card",
                "SELECT name, count(*) FROM customers GROUP BY card, name"
                        + " ==> customers.name ~customers.card+customers.name",
                "SELECT substr(card, 1, 1) AS p, count(*) FROM customers GROUP BY p"
                        + " ==> ~customers.card ~customers.card",
                "SELECT count(*) FROM (SELECT id FROM customers WHERE card = 'x') s"
                        + " ==> ~customers.card",
                "SELECT EXISTS (SELECT 1 FROM customers WHERE card = 'x') ==> ~customers.card",
                "SELECT id IN (SELECT id FROM customers WHERE card = 'x') FROM orders"
                        + " ==> ~customers.card+customers.id+orders.id",
                "SELECT row_to_json(c) FROM customers c"
                        + " ==> ~customers.card+customers.id+customers.name",
                "SELECT c FROM customers c ==> ~customers.card+customers.id+customers.name",
                "SELECT c::text FROM customers c ==> ~customers.card+customers.id+customers.name",
                "SELECT ROW(card, 1) FROM customers ==> ~customers.card",
                "SELECT ARRAY(SELECT card FROM customers) ==> ~customers.card",
                "SELECT string_agg(name, ',' ORDER BY card) FROM customers"
                        + " ==> ~customers.card+customers.name",
                "SELECT row_number() OVER (ORDER BY card) FROM customers ==> ~customers.card",
                "SELECT sum(1) FILTER (WHERE card = 'x') FROM customers ==> ~customers.card",
                "SELECT u FROM customers, unnest(string_to_array(card, '')) u"
                        + " ==> ~customers.card",
                "SELECT g.x FROM customers, regexp_split_to_table(card, '') AS g(x)"
                        + " ==> ~customers.card",
                "SELECT count(*) FROM (SELECT card FROM customers EXCEPT SELECT 'x') s"
                        + " ==> ~customers.card",
                "SELECT count(*) FROM customers JOIN orders ON card = amount::text"
                        + " ==> ~customers.card+orders.amount",
                "SELECT xmlelement(name a, card), json_object('a': card) FROM customers"
                        + " ==> ~customers.card ~customers.card",
                "SELECT (SELECT v FROM (SELECT 'x' AS card) s, (SELECT card AS v) t)"
                        + " FROM customers ==> customers.card",
                "SELECT (SELECT card FROM (VALUES (1)) AS card) FROM customers"
                        + " ==> ~customers.card",
                "SELECT (SELECT card FROM json_each('{}') AS card) FROM customers"
                        + " ==> ~customers.card",
                "SELECT (SELECT ctid FROM (VALUES (1)) v) FROM"
                        + " (SELECT card AS ctid FROM customers) c ==> customers.card",
                "SELECT c.ctid || '' FROM (SELECT card AS ctid, f.* FROM customers,"
                        + " json_each('{}') f) c ==> ~-?",
                "SELECT (c).card FROM (SELECT customers AS c, 'x' AS card FROM customers) c"
                        + " ==> ~customers.card+customers.id+customers.name",
                "SELECT JSON_ARRAY(SELECT card FROM customers) FROM (SELECT 'x' AS card) s"
                        + " ==> ~customers.card",
                "WITH customers AS (SELECT 'x' AS card) UPDATE customers SET name = name"
                        + " RETURNING card || '' ==> ~customers.card",
                "DELETE FROM orders USING customers AS excluded (id, amount)"
                        + " RETURNING excluded.amount || '' ==> ~customers.name+orders.amount",
                "DELETE FROM orders USING customers AS old (id, amount)"
                        + " RETURNING old.amount || '' ==> ~customers.name+orders.amount",
                "SELECT card FROM customers WHERE false UNION ALL VALUES ('guess')"
                        + " ==> ~customers.card",
                "SELECT card FROM customers FULL JOIN guesses USING (card) ==> ~customers.card?",
                "SELECT greatest(card, 'x'), nullif(card, 'x') FROM customers"
                        + " ==> ~customers.card ~customers.card",
            })
    void a_value_made_from_others_is_told_with_all_their_origins(String text, String expected) {
        assertThat(outputs(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nobody FROM customers",
                "SELECT wipe(1) FROM customers",
                "SELECT c.wipe FROM customers c",
                "SELECT query_to_xml('SELECT card FROM customers', true, true, '')",
                "SELECT card FROM elsewhere",
                "SELECT other.card FROM customers",
                "SELECT archive.customers.card FROM customers",
                "SELECT x FROM pg_stats s(x)",
                "SELECT * FROM customers, generate_series(1, 2)",
                "SELECT * FROM pg_stat_activity",
                "SELECT (c).* FROM customers c",
                "SELECT * FROM json_to_recordset('[]') AS x(a int)",
                "WITH RECURSIVE t(n) AS (SELECT card FROM customers UNION ALL SELECT n || 'x'"
                        + " FROM t) SELECT n FROM t",
                "SELECT card FROM a.b.customers",
                "SELECT 1 @#@ 2",
                "SELECT id::mood FROM customers",
                "EXECUTE p",
                "FETCH ALL FROM c",
                "EXPLAIN SELECT card FROM customers",
                "SHOW ALL",
                "SELECT x FROM (SELECT CASE WHEN true THEN card END FROM customers) s",
                "SELECT j.x FROM xmltable('/a' PASSING '<a/>' COLUMNS x text) j"
            })
    void whatever_cannot_be_followed_is_unknown(String text) {
        assertThat(outputs(text)).matches("unknown|.*\\?.*");
    }
}
