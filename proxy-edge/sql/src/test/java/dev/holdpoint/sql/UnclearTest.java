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
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of a statement that may do anything. */
class UnclearTest {
    private static final SqlCatalog CATALOG =
            new SqlCatalog(
                    new CatalogCode(
                            CatalogCode.byName(
                                    List.of(
                                            new CatalogRoutine("public", "wipe", "", false),
                                            new CatalogRoutine(
                                                    "public", "sum_up", "SELECT 1", false))),
                            Set.of("==="),
                            Set.of("mood"),
                            Set.of(),
                            false),
                    Set.of("hidden"),
                    Map.of(),
                    Namespace.UNKNOWN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT sum_up(), wipe() | what the function public.wipe does",
                "SELECT gone() | what the function gone does",
                "SELECT * FROM hidden | what the use of hidden sets off",
                "SELECT 1 === 2 | what the operator === does",
                "SELECT $1::mood | what reading a value of the type mood runs",
                "DO 'x' | what DO does",
                "SET session_replication_role = 'replica'"
                        + " | what the setting session_replication_role changes",
                "DELETE FROM pg_class | what a change of PostgreSQL's own catalogue does",
            })
    void it_is_named(String text, String unclear) {
        var analysis = understood(text);

        assertThat(analysis.facts().effects()).contains(Effect.UNKNOWN);
        assertThat(analysis.unclear()).isEqualTo(unclear);
    }

    @Test
    void a_long_name_is_cut() {
        var parts = "a.".repeat(300) + "f()";

        assertThat(understood("SELECT " + parts).unclear()).hasSize(201).endsWith("…");
    }

    @Test
    void of_what_is_known_nothing_is_told() {
        assertThat(understood("SELECT sum_up() + 1").unclear()).isNull();
    }

    private static Analysis.Understood understood(String text) {
        return (Analysis.Understood) Analysing.of(text, CATALOG);
    }
}
