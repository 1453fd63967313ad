package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.Conduct;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Columns that hold, under another name, what another column holds. */
class StoredColumnsTest {
    private static final Origin SSN = new Origin("public", "staff", "ssn");
    private static final Origin LOUD = new Origin("public", "staff", "loud");

    private static final SqlCatalog CATALOG =
            SqlCatalog.of(
                    staff("staff", List.of()),
                    staff("staff_low", List.of(new RelationName("public", "staff"))));

    private static CatalogRelation staff(String name, List<RelationName> parents) {
        return new CatalogRelation(
                "public",
                name,
                List.of("id", "ssn", "loud"),
                "",
                new Conduct(
                        Conduct.Kind.TABLE,
                        Set.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        parents,
                        List.of(),
                        List.of()),
                Map.of("loud", Set.of("ssn")));
    }

    @Test
    void a_generated_column_is_a_value_made_from_others() {
        assertThat(source("SELECT loud FROM staff"))
                .isEqualTo(new Source(Set.of(LOUD, SSN), false, false));
        assertThat(source("SELECT ssn FROM staff")).isEqualTo(new Source(Set.of(SSN), true, false));
    }

    @Test
    void comparing_a_generated_column_compares_what_it_is_made_from() {
        var facts = Analysing.of("SELECT id FROM staff WHERE loud = 'X'", CATALOG).facts();

        assertThat(facts.predicateColumns())
                .containsExactlyInAnyOrder("public.staff.loud", "public.staff.ssn");
        assertThat(facts.columnsRead()).contains("public.staff.ssn");
    }

    @Test
    void a_column_of_a_partition_is_one_of_the_table_it_is_a_part_of() {
        assertThat(source("SELECT ssn FROM staff_low"))
                .isEqualTo(
                        new Source(
                                Set.of(SSN, new Origin("public", "staff_low", "ssn")),
                                true,
                                false));
        assertThat(
                        Analysing.of("DELETE FROM staff_low WHERE loud > ''", CATALOG)
                                .facts()
                                .predicateColumns())
                .contains("public.staff.ssn", "public.staff_low.ssn");
    }

    private static Source source(String text) {
        var analysis = (Analysis.Understood) Analysing.of(text, CATALOG);
        return ((Output.Columns) analysis.outputs().getFirst()).columns().getFirst();
    }
}
