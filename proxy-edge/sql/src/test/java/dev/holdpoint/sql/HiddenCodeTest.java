package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.catalogue.CatalogCode;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that PostgreSQL runs without the statement naming it. */
class HiddenCodeTest {
    private static SqlCatalog casting(String body) {
        var routine = new CatalogRoutine("public", "cast_it", body, false);
        return catalog(Set.of(), Set.of(), Set.of("public.cast_it(NULL)"), List.of(routine));
    }

    private static SqlCatalog catalog(
            Set<String> operators,
            Set<String> types,
            Set<String> everywhere,
            List<CatalogRoutine> routines) {
        return new SqlCatalog(
                new CatalogCode(CatalogCode.byName(routines), operators, types, everywhere, false),
                Set.of(),
                Map.of(),
                Namespace.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT c + 1 FROM t",
                "EXPLAIN SELECT 1",
                "EXECUTE p(1)",
                "COPY t TO STDOUT",
                "DECLARE c CURSOR FOR SELECT 1"
            })
    void what_any_expression_may_run_counts_for_every_statement_with_one(String text) {
        assertThat(Analysing.of(text, casting("")).facts().effects()).contains(Effect.UNKNOWN);
    }

    @Test
    void it_counts_for_what_is_prepared_too() {
        assertThat(EffectsOf.all(Analysing.of("PREPARE p AS SELECT 1", casting(""))))
                .contains(Effect.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "SET statement_timeout = 1", "DISCARD ALL"})
    void statements_without_expressions_run_nothing(String text) {
        assertThat(Analysing.of(text, casting("")).facts().effects())
                .doesNotContain(Effect.UNKNOWN);
    }

    @Test
    void it_is_judged_by_its_body() {
        assertThat(Analysing.of("SELECT 1", casting("SELECT true")).facts().effects())
                .containsExactly(Effect.READ);
        assertThat(Analysing.of("SELECT 1", casting("DELETE FROM t")).facts().effects())
                .contains(Effect.WRITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM a WHERE x IN (SELECT y FROM b)",
                "SELECT * FROM a JOIN b USING (x)",
                "SELECT * FROM a NATURAL JOIN b",
                "SELECT CASE x WHEN 1 THEN 2 END FROM a",
                "SELECT nullif(x, y) FROM a",
                "SELECT * FROM a WHERE x IS DISTINCT FROM y"
            })
    void an_operator_that_is_not_written_is_seen(String text) {
        var equal = catalog(Set.of("="), Set.of(), Set.of(), List.of());

        assertThat(Analysing.of(text, equal).facts().effects()).contains(Effect.UNKNOWN);
        assertThat(Analysing.of(text, SqlCatalog.EMPTY).facts().effects())
                .containsExactly(Effect.READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT bool(x) FROM a", "SELECT pg_catalog.bool(x) FROM a"})
    void a_conversion_written_as_a_call_is_seen(String text) {
        var types = catalog(Set.of(), Set.of("bool", "pg_catalog.bool"), Set.of(), List.of());

        assertThat(Analysing.of(text, types).facts().effects()).contains(Effect.UNKNOWN);
        assertThat(Analysing.of(text, SqlCatalog.EMPTY).facts().effects())
                .containsExactly(Effect.READ);
    }
}
