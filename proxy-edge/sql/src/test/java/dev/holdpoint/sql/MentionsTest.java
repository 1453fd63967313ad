package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    private static final SqlCatalog CUSTOMERS =
            SqlCatalog.of(
                    new CatalogRelation(
                            "public", "customers", List.of("id", "name", "card_number"), ""),
                    new CatalogRelation("public", "odd", List.of("to_jsonb"), ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM customers",
                "SELECT c.* FROM customers c",
                "SELECT c FROM customers c",
                "SELECT c::text FROM customers c",
                "SELECT row_to_json(customers) FROM customers",
                "SELECT x FROM customers AS c (i, n, e, x)",
                "WITH c (i, n, e, x) AS (TABLE customers) SELECT x FROM c",
                "SELECT (c).* FROM customers c",
                "SELECT j.x FROM (customers a JOIN orders b ON true) AS j (x)",
                "DELETE FROM customers WHERE id = 1 RETURNING *",
                "COPY customers TO STDOUT",
                "SELECT s FROM (SELECT card_number FROM customers) s"
            })
    void whole_rows_are_seen(String text) {
        var mentions = Analysing.understood(text).mentions();

        assertThat(mentions.wholeRows()).isTrue();
        assertThat(mentions.relations()).contains("customers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT substr(card_number, 1) FROM customers",
                "SELECT x FROM (SELECT card_number || '' AS x FROM customers) s",
                "SELECT 1 FROM customers ORDER BY card_number",
                "SELECT max(public.customers.card_number) FROM public.customers",
                "SELECT (c).card_number FROM customers c",
                "COPY customers (card_number) TO STDOUT"
            })
    void columns_are_seen_wherever_they_are_named(String text) {
        var mentions = Analysing.understood(text).mentions();

        assertThat(mentions.columns().contains("card_number") || mentions.wholeRows()).isTrue();
        assertThat(mentions.relations()).contains("customers");
    }

    @Test
    void a_plain_select_mentions_what_it_names_and_no_more() {
        var mentions = mentions("SELECT c.name, count(*) FROM customers c GROUP BY 1");

        assertThat(mentions.columns()).containsExactly("name");
        assertThat(mentions.wholeRows()).isFalse();
        assertThat(mentions.copyOut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT c.ctid, s.count FROM customers c, (SELECT count(*) FROM customers) s",
                "WITH w AS (SELECT count(*) FROM customers) SELECT w.count FROM w",
                "SELECT f.max FROM customers, abs(1) f(max)",
                "UPDATE customers c SET name = 'x' RETURNING old.name, new.id, c.name",
                "INSERT INTO customers AS c VALUES (1) ON CONFLICT (id) DO UPDATE"
                        + " SET name = excluded.name || c.name",
                "SELECT c.relname FROM pg_class c, customers"
            })
    void a_column_behind_a_dot_is_no_row(String text) {
        var mentions = mentions(text);

        assertThat(mentions.wholeRows()).isEqualTo(text.contains("f(max)"));
        assertThat(mentions.relations()).contains("customers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT c.to_jsonb FROM customers c",
                "SELECT public.customers.to_jsonb FROM customers",
                "SELECT c.id FROM customers c, odd o WHERE c.to_jsonb IS NULL",
                "SELECT c.to_jsonb FROM customers c, odd o",
                "SELECT j.to_jsonb FROM (customers c JOIN odd o ON true) j",
                "UPDATE customers SET name = 'x' RETURNING new.to_jsonb",
                "UPDATE customers SET name = 'x' RETURNING WITH (OLD AS o) o.to_jsonb",
                "SELECT c.to_jsonb FROM (SELECT 1 AS to_jsonb) c, LATERAL (SELECT c.to_jsonb"
                        + " FROM customers c) x"
            })
    void a_name_behind_a_dot_that_is_no_column_is_handed_the_row(String text) {
        assertThat(mentions(text).wholeRows()).isTrue();
    }

    private static Mentions mentions(String text) {
        return ((Analysis.Understood) Analysing.of(text, CUSTOMERS)).mentions();
    }

    @Test
    void rows_that_leave_by_copy_are_told() {
        assertThat(Analysing.understood("COPY t TO STDOUT").mentions().copyOut()).isTrue();
        assertThat(Analysing.understood("COPY t FROM STDIN").mentions().copyOut()).isFalse();
    }
}
