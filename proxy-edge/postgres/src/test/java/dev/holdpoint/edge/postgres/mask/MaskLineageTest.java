package dev.holdpoint.edge.postgres.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.lineage.CopyForm;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What lineage changes for columns the target gives no origin of. */
class MaskLineageTest {
    private static final CopyForm TEXT =
            new CopyForm(CopyForm.Format.TEXT, '\t', "\\N", '"', '"', false);
    private static final Mask LAST_FOUR = new Mask.KeepLast(4);
    private static final Mask TOKEN = new Mask.Token();
    private static final Mask WHOLE = new Mask.Redact();

    private static final Origin CARD = new Origin("public", "customers", "card_number");
    private static final Origin EMAIL = new Origin("public", "customers", "email");
    private static final Origin ID = new Origin("public", "customers", "id");
    private static final Origin ROW = new Origin("public", "customers", Origin.WHOLE_ROW);

    private static final TargetCatalog CATALOG =
            new TargetCatalog(
                    Instant.EPOCH,
                    Map.of(
                            100,
                            new Relation(
                                    "public",
                                    "customers",
                                    'r',
                                    Map.of(1, "id", 2, "email", 3, "card_number"),
                                    List.of())),
                    Map.of(),
                    SqlCatalog.EMPTY);

    @Test
    void an_unchanged_value_has_its_columns_mask() {
        var mask = mask(plan(columns(source(true, CARD))));

        assertThat(mask.map(ColumnMask::mask)).contains(LAST_FOUR);
        assertThat(mask.map(ColumnMask::derived)).contains(false);
    }

    @Test
    void a_value_made_from_a_masked_one_is_masked_whole_even_if_null() {
        for (var origin : List.of(CARD, EMAIL, ROW)) {
            var mask = mask(plan(columns(source(false, ID, origin))));

            assertThat(mask.map(ColumnMask::mask)).contains(WHOLE);
            assertThat(mask.map(ColumnMask::derived)).contains(true);
        }
    }

    @Test
    void a_value_made_from_others_is_not_masked_whatever_else_is_mentioned() {
        assertThat(mask(plan(columns(source(false, ID))))).isEmpty();
        assertThat(mask(plan(columns(Source.NONE)))).isEmpty();
    }

    @Test
    void a_value_that_is_one_or_the_other_of_two_masks_is_masked_whole() {
        var mask = mask(plan(columns(source(true, CARD, EMAIL))));

        assertThat(mask.map(ColumnMask::mask)).contains(WHOLE);
    }

    @Test
    void what_lineage_cannot_tell_is_masked_whole() {
        var unknownRelation = source(true, new Origin("public", "fresh", "x"));
        for (var output :
                List.of(
                        new Output.Unknown(),
                        new Output.NoRows(),
                        columns(Source.UNKNOWN),
                        columns(unknownRelation),
                        columns(source(true, ID), source(true, ID)))) {
            assertThat(mask(plan(output)).map(ColumnMask::mask))
                    .as(output.toString())
                    .contains(WHOLE);
        }
    }

    @Test
    void each_statement_of_a_text_has_its_own_columns() {
        var plan = plan(columns(source(true, ID)), columns(source(true, CARD)));

        assertThat(mask(plan)).isEmpty();
        plan.statementEnded();
        assertThat(mask(plan).map(ColumnMask::mask)).contains(LAST_FOUR);
        plan.statementEnded();
        assertThat(mask(plan).map(ColumnMask::mask)).contains(WHOLE);
    }

    @Test
    void a_copy_leaves_if_it_is_certain_what_is_in_it_and_how_it_is_written() {
        assertThat(plan(copied(TEXT, source(false, ID))).objection(List.of())).isEmpty();
        assertThat(plan(copied(null, source(false, ID))).objection(List.of())).isEmpty();
        assertThat(plan(copied(TEXT, source(true, CARD))).objection(List.of())).isEmpty();
        assertThat(plan(copied(null, source(true, CARD))).objection(List.of())).isPresent();
        assertThat(plan(copied(TEXT, Source.UNKNOWN)).objection(List.of())).isPresent();
        assertThat(plan(columns(source(true, CARD))).objection(List.of())).isPresent();
        assertThat(plan(new Output.Unknown()).objection(List.of())).isPresent();
        assertThat(plan().objection(List.of())).isPresent();
    }

    private static Output copied(@Nullable CopyForm form, Source source) {
        return new Output.Copied(List.of(source), form);
    }

    private static MaskPlan plan(Output... outputs) {
        var masks =
                List.<Obligation>of(
                        new Obligation.MaskColumn(CARD.text(), LAST_FOUR, "p/cards"),
                        new Obligation.MaskColumn(EMAIL.text(), TOKEN, "p/emails"));
        var origins = new MaskedOrigins(masks, CATALOG, new ValueMask(new MaskKey(new byte[32])));
        var mentions = new Mentions(Set.of("customers"), Set.of("card_number"), false, true);
        return new MaskPlan(origins, mentions, List.of(outputs), false);
    }

    private static Output columns(Source... sources) {
        return new Output.Columns(List.of(sources));
    }

    private static Source source(boolean intact, Origin... origins) {
        return new Source(Set.of(origins), intact, false);
    }

    private static Optional<ColumnMask> mask(MaskPlan plan) {
        var column = new Column("c", 0, 0, 25, -1, 0);
        return plan.of(new RowDescription(List.of(column))).getFirst();
    }
}
