package dev.holdpoint.edge.postgres.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.lineage.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainResultsTest {
    private static final int CUSTOMERS = 20_000;
    private static final int TEXT = 25;
    private static final TargetCatalog CATALOG =
            new TargetCatalog(
                    Instant.EPOCH,
                    Map.of(
                            CUSTOMERS,
                            new Relation(
                                    "public",
                                    "customers",
                                    'r',
                                    Map.of(1, "name", 2, "card_number"),
                                    List.of())),
                    Map.of(),
                    SqlCatalog.EMPTY);
    private static final Obligation CARDS =
            new Obligation.MaskColumn(
                    "public.customers.card_number", new Mask.KeepLast(4), "payments/cards");
    private static final Mentions READ =
            new Mentions(Set.of("customers"), Set.of("name"), false, false);

    private final MaskedOrigins origins = origins(CARDS);

    @Test
    void a_result_that_needed_no_mask_needs_none_again() {
        assertThat(rows(origins, READ, 1)).isNotSameAs(RowMasker.PLAIN);
        assertThat(rows(origins, READ, 1)).isSameAs(RowMasker.PLAIN);
    }

    @Test
    void another_column_is_looked_at() {
        rows(origins, READ, 1);
        assertThat(rows(origins, READ, 2).isPlain()).isFalse();
        assertThat(rows(origins, READ, 2).isPlain()).isFalse();
    }

    @Test
    void a_text_that_mentions_something_else_is_looked_at() {
        rows(origins, READ, 0);
        var card = new Mentions(Set.of("customers"), Set.of("card_number"), false, false);
        assertThat(rows(origins, card, 0).isPlain()).isFalse();
    }

    @Test
    void other_masks_are_looked_at() {
        rows(origins, READ, 1);
        var names =
                new Obligation.MaskColumn("public.customers.name", new Mask.Redact(), "payments/m");
        assertThat(rows(origins(names), READ, 1).isPlain()).isFalse();
    }

    @Test
    void while_objects_may_have_changed_everything_is_looked_at() {
        rows(origins, READ, 0);
        assertThat(plan(origins, READ, true).rows(described(0)).isPlain()).isFalse();
    }

    @Test
    void what_a_further_statement_answers_with_is_looked_at() {
        rows(origins, READ, 1);
        var plan = plan(origins, READ, false);
        plan.statementEnded();
        assertThat(plan.rows(described(1))).isNotSameAs(RowMasker.PLAIN);
    }

    @Test
    void where_values_are_looked_for_no_result_is_plain() {
        var looking =
                origins(
                        CARDS,
                        new Obligation.DetectValues(
                                List.of(Detector.EMAIL), new Mask.Redact(), "payments/looks"));
        rows(looking, READ, 1);
        assertThat(rows(looking, READ, 1).isPlain()).isFalse();
    }

    @Test
    void no_more_are_kept_than_a_session_runs_in_turns() {
        var results = new PlainResults();
        for (int i = 0; i <= PlainResults.MOST; i++) {
            results.add(described(i), READ, List.of());
        }
        assertThat(results.has(described(0), READ, List.of())).isFalse();
        assertThat(results.has(described(1), READ, List.of())).isTrue();
    }

    @Test
    void a_large_description_is_not_kept() {
        var results = new PlainResults();
        var large = PgWriter.frame('T').putBytes(new byte[PlainResults.LARGEST]).done();
        results.add(large, READ, List.of());
        assertThat(results.has(large, READ, List.of())).isFalse();
    }

    @Test
    void nothing_is_kept_of_a_large_text() {
        var results = new PlainResults();
        var names =
                IntStream.rangeClosed(0, PlainResults.MOST_NAMES)
                        .mapToObj(i -> "n" + i)
                        .collect(Collectors.toSet());
        var many = new Mentions(Set.of(), names, false, false);
        List<Output> several = List.of(new Output.NoRows(), new Output.NoRows());
        results.add(described(1), many, List.of());
        results.add(described(1), READ, several);
        assertThat(results.has(described(1), many, List.of())).isFalse();
        assertThat(results.has(described(1), READ, several)).isFalse();
    }

    private static RowMasker rows(MaskedOrigins origins, Mentions mentions, int attribute) {
        return plan(origins, mentions, false).rows(described(attribute));
    }

    private static MaskPlan plan(MaskedOrigins origins, Mentions mentions, boolean unseen) {
        return new MaskPlan(origins, mentions, List.of(), unseen);
    }

    private static MaskedOrigins origins(Obligation... obligations) {
        return new MaskedOrigins(
                List.of(obligations), CATALOG, new ValueMask(new MaskKey(new byte[32])));
    }

    /** One column; computed if its number is 0. */
    private static PgFrame described(int attribute) {
        return PgWriter.frame('T')
                .putShort(1)
                .putString("x")
                .putInt(attribute == 0 ? 0 : CUSTOMERS)
                .putShort(attribute)
                .putInt(TEXT)
                .putShort(-1)
                .putInt(-1)
                .putShort(0)
                .done();
    }
}
