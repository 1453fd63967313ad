package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that fail for some values of a column tell of it as a comparison does. */
class FailureTest {
    private static final SqlCatalog CATALOG =
            new SqlCatalog(
                    Set.of("shout", "upper"),
                    Set.of("->"),
                    Set.of(),
                    Set.of(),
                    SqlCatalog.byName(
                            List.of(
                                    new CatalogRelation(
                                            "public",
                                            "customers",
                                            List.of("id", "card", "born"),
                                            ""))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card::int",
                "CAST(card AS bigint)",
                "int4(card)",
                "card::text::date",
                "card::bytea",
                "card::text[]",
                "1 / (card::bigint - 123456789)",
                "1 % length(card)",
                "9223372036854775807 + length(card)",
                "-length(card)",
                "length(card) ^ 99999",
                "substr('x', 1, length(card))",
                "repeat('x', 100000000 * (card)::int)",
                "shout(card)",
                "upper(card)",
                "card -> 1",
                "xmlparse(document card)",
                "JSON_VALUE(card, '$.x' ERROR ON ERROR)",
                "('{}'::jsonb)[card::int]",
                "regexp_count('x', card)",
                "to_number(card, '9')",
                "format(card)",
                "date(card)",
                "length(card, 'UTF8')",
                "date_trunc('month', now(), card)",
                "now() AT TIME ZONE card",
                "(SELECT count(*) FROM JSON_TABLE(card::jsonb, '$' COLUMNS (k text)) j)",
                "(SELECT count(*) FROM XMLTABLE('/x' PASSING card COLUMNS k text) j)",
                "max(card::int) OVER ()"
            })
    void what_may_fail_for_some_values_compares_them(String expression) {
        assertThat(predicates(expression)).contains("public.customers.card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card",
                "card::text",
                "card::varchar(20)",
                "card || 'x'",
                "lower(card)",
                "pg_catalog.upper(card)",
                "substr(card, 1, 4)",
                "left(card, 4)",
                "length(card)",
                "max(card)",
                "coalesce(card, 'none')",
                "to_char(card, 'YYYY')",
                "extract(year FROM card)",
                "date_trunc('month', card)",
                "1 + id || card",
                "row_to_json(customers)",
                "ARRAY[card]"
            })
    void what_gives_a_value_for_every_value_does_not(String expression) {
        assertThat(predicates(expression)).doesNotContain("public.customers.card");
    }

    private static List<String> predicates(String expression) {
        return Analysing.of("SELECT " + expression + " FROM customers", CATALOG)
                .facts()
                .predicateColumns();
    }
}
