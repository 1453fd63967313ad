package dev.holdpoint.edge.postgres.catalogue.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Texts of the queries of a snapshot, filled in. */
class SnapshotQueriesTest {
    /** What waits for locks; an expression of no relation does not. */
    private static final Pattern PRINTING =
            Pattern.compile(
                    "pg_get_(viewdef|function_sqlbody|functiondef|expr\\([\\w.]+, (?!0\\)))");

    private static final BeingChanged CHANGED =
            new BeingChanged(List.of(List.of("16385"), List.of("16386")));

    @Test
    void every_query_that_prints_something_leaves_out_what_is_being_changed() {
        var printing =
                CatalogLoader.QUERIES.stream().filter(query -> PRINTING.matcher(query).find());
        assertThat(printing)
                .hasSize(3)
                .allSatisfy(
                        query ->
                                assertThat(CHANGED.filledIn(query))
                                        .contains("= ANY ('{16385,16386}'::pg_catalog.oid[])"));
        assertThat(VouchedQueries.of(List.of(), CHANGED))
                .contains("= ANY ('{16385,16386}'::pg_catalog.oid[])");
    }

    @Test
    void code_known_to_be_harmless_is_left_out_of_every_query_about_hidden_code() {
        assertThat(CatalogLoader.QUERIES)
                .filteredOn(query -> query.contains("code (oid)"))
                .hasSize(5)
                .allSatisfy(
                        query ->
                                assertThat(HiddenCodeQueries.without(Set.of(16385), query))
                                        .contains("<> ALL ('{16385}'::pg_catalog.oid[])"));
    }

    @Test
    void nothing_is_left_to_fill_in() {
        var nothing = new BeingChanged(List.of());
        assertThat(CatalogLoader.QUERIES)
                .map(query -> nothing.filledIn(HiddenCodeQueries.without(Set.of(), query)))
                .allSatisfy(query -> assertThat(query).doesNotContainPattern("\\{\\w"));
    }
}
