package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
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
        var mentions =
                Analysing.understood("SELECT c.name, count(*) FROM customers c GROUP BY 1")
                        .mentions();

        assertThat(mentions.columns()).containsExactly("name");
        assertThat(mentions.wholeRows()).isFalse();
        assertThat(mentions.copyOut()).isFalse();
    }

    @Test
    void rows_that_leave_by_copy_are_told() {
        assertThat(Analysing.understood("COPY t TO STDOUT").mentions().copyOut()).isTrue();
        assertThat(Analysing.understood("COPY t FROM STDIN").mentions().copyOut()).isFalse();
    }
}
