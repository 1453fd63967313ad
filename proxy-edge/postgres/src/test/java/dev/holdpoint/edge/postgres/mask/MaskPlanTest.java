package dev.holdpoint.edge.postgres.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Origin;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog.Relation;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskPlanTest {
    private static final int TEXT = 25;
    private static final Mask LAST_FOUR = new Mask.KeepLast(4);
    private static final Mask WHOLE = new Mask.Redact();

    private static final int CUSTOMERS = 100;
    private static final int ORDERS = 101;
    private static final int CARDS = 200;
    private static final int NAMES = 201;
    private static final int CARDS_AGAIN = 202;
    private static final int PARTITION = 300;
    private static final int PEOPLE = 400;

    /**
     * customers, its partition, orders; cards reads card numbers, names does not, through views.
     */
    private static final TargetCatalog CATALOG =
            new TargetCatalog(
                    Instant.EPOCH,
                    Map.of(
                            CUSTOMERS, table("customers", Map.of(1, "id", 4, "card_number")),
                            ORDERS, table("orders", Map.of(1, "id", 2, "card_number")),
                            CARDS, view("cards", Map.of(1, "id", 2, "digits")),
                            NAMES, view("names", Map.of(1, "id")),
                            CARDS_AGAIN, view("cards_again", Map.of(1, "x")),
                            PEOPLE,
                                    new Relation(
                                            "public",
                                            "people",
                                            'r',
                                            Map.of(1, "ssn", 2, "gen", 3, "named", 4, "other"),
                                            List.of(),
                                            Map.of(
                                                    "gen", Set.of("ssn", "other"),
                                                    "named", Set.of("ssn"))),
                            PARTITION,
                                    new Relation(
                                            "archive",
                                            "customers_2024",
                                            'r',
                                            Map.of(2, "card_number", 3, "id"),
                                            List.of(CUSTOMERS))),
                    Map.of(
                            CARDS, Set.of(new Origin(CUSTOMERS, 1), new Origin(CUSTOMERS, 4)),
                            NAMES, Set.of(new Origin(CUSTOMERS, 1)),
                            CARDS_AGAIN, Set.of(new Origin(CARDS, 2))),
                    SqlCatalog.EMPTY);

    @Test
    void a_column_is_masked_by_where_it_comes_from_not_by_its_name() {
        var plan = plan(mentions(Set.of("customers", "orders"), Set.of("card_number"), false));

        assertThat(mask(plan, "alias", CUSTOMERS, 4)).contains(LAST_FOUR);
        assertThat(mask(plan, "card_number", CUSTOMERS, 1)).isEmpty();
        assertThat(mask(plan, "card_number", ORDERS, 2)).isEmpty();
    }

    @Test
    void a_partition_is_masked_by_its_parents_column_name() {
        var plan = plan(mentions(Set.of("customers_2024"), Set.of("card_number"), false));

        assertThat(mask(plan, "card_number", PARTITION, 2)).contains(LAST_FOUR);
        assertThat(mask(plan, "id", PARTITION, 3)).isEmpty();
    }

    @Test
    void a_mask_on_a_partition_holds_for_those_who_read_it_through_its_parent() {
        var mask =
                new Obligation.MaskColumn("archive.customers_2024.card_number", LAST_FOUR, "p/m");
        var mentions = mentions(Set.of("customers"), Set.of("card_number"), false);
        var plan = new MaskPlan(origins(mask), mentions, List.of(), false);

        assertThat(mask(plan, "card_number", CUSTOMERS, 4)).contains(LAST_FOUR);
        assertThat(mask(plan, "id", CUSTOMERS, 1)).isEmpty();
    }

    @Test
    void a_generated_column_is_masked_whole_even_if_null_unless_a_mask_names_it() {
        var ssn = new Obligation.MaskColumn("public.people.ssn", LAST_FOUR, "p/ssn");
        var named = new Obligation.MaskColumn("public.people.named", LAST_FOUR, "p/named");
        var mentions = mentions(Set.of("people"), Set.of("gen"), false);
        var plan = new MaskPlan(origins(ssn, named), mentions, List.of(), false);

        var column = new Column("gen", PEOPLE, 2, TEXT, -1, 0);
        var generated = plan.of(new RowDescription(List.of(column))).getFirst();
        assertThat(generated.map(ColumnMask::mask)).contains(WHOLE);
        assertThat(generated.map(ColumnMask::derived)).contains(true);
        assertThat(mask(plan, "named", PEOPLE, 3)).contains(LAST_FOUR);
        assertThat(mask(plan, "other", PEOPLE, 4)).isEmpty();
        assertThat(mask(plan, "length", 0, 0)).contains(WHOLE);
    }

    @Test
    void reading_where_values_are_stored_is_objected_to() {
        var nothing = mentions(Set.of(), Set.of(), false);
        assertThat(plan(nothing).objection(List.of("pg_catalog.pg_read_binary_file"))).isPresent();
        assertThat(plan(nothing).objection(List.of("pg_logical_slot_peek_changes"))).isPresent();
        var toast = mentions(Set.of("pg_toast_16384"), Set.of(), false);
        assertThat(plan(toast).objection(List.of())).isPresent();
    }

    @Test
    void a_view_that_reads_a_masked_column_is_masked_whole_through_other_views_too() {
        var plan = plan(mentions(Set.of("cards", "cards_again", "names"), Set.of(), true));

        assertThat(mask(plan, "digits", CARDS, 2)).contains(WHOLE);
        assertThat(mask(plan, "x", CARDS_AGAIN, 1)).contains(WHOLE);
        assertThat(mask(plan, "id", NAMES, 1)).isEmpty();
    }

    @Test
    void a_computed_column_is_masked_whole_if_a_masked_column_is_mentioned() {
        var mentioned = plan(mentions(Set.of("customers"), Set.of("card_number"), false));
        assertThat(mask(mentioned, "substr", 0, 0)).contains(WHOLE);

        var wholeRow = plan(mentions(Set.of("customers"), Set.of("c"), true));
        assertThat(mask(wholeRow, "row_to_json", 0, 0)).contains(WHOLE);

        var harmless = plan(mentions(Set.of("customers"), Set.of("id"), false));
        assertThat(mask(harmless, "count", 0, 0)).isEmpty();

        var elsewhere = plan(mentions(Set.of("orders"), Set.of("card_number"), true));
        assertThat(mask(elsewhere, "max", 0, 0)).isEmpty();
    }

    @Test
    void a_whole_row_of_a_masked_relation_is_masked_whole() {
        var plan = plan(mentions(Set.of("customers"), Set.of("customers"), true));

        assertThat(mask(plan, "customers", CUSTOMERS, 0)).contains(WHOLE);
    }

    @Test
    void a_column_of_a_relation_newer_than_the_snapshot_is_masked_one_of_postgresqls_is_not() {
        var plan = plan(mentions(Set.of("fresh", "pg_class"), Set.of(), false));

        assertThat(mask(plan, "x", 99_999, 1)).contains(WHOLE);
        assertThat(mask(plan, "x", -5, 1)).contains(WHOLE);
        assertThat(mask(plan, "relname", 1259, 2)).isEmpty();
    }

    @Test
    void while_a_transaction_has_changed_objects_whatever_has_no_known_origin_is_masked() {
        var mask = new Obligation.MaskColumn("public.customers.card_number", LAST_FOUR, "p/m");
        var mentions = mentions(Set.of("fresh_view"), Set.of("x"), false);
        var plan = new MaskPlan(origins(mask), mentions, List.of(), true);

        assertThat(mask(plan, "computed", 0, 0)).contains(WHOLE);
        assertThat(mask(plan, "id", ORDERS, 1)).isEmpty();
    }

    @Test
    void copying_a_masked_relation_out_and_reading_statistics_is_objected_to() {
        var copy = new Mentions(Set.of("customers"), Set.of(), true, true);
        assertThat(plan(copy).objection(List.of())).isPresent();
        assertThat(plan(new Mentions(Set.of("orders"), Set.of(), true, true)).objection(List.of()))
                .isEmpty();
        assertThat(plan(mentions(Set.of("pg_stats"), Set.of(), false)).objection(List.of()))
                .isPresent();
    }

    @Test
    void functions_that_keep_values_for_later_are_objected_to_where_masked_ones_are_in_reach() {
        var reach = mentions(Set.of("customers"), Set.of("card_number"), false);
        for (var function : List.of("set_config", "pg_catalog.pg_notify", "lo_from_bytea")) {
            assertThat(plan(reach).objection(List.of(function))).as(function).isPresent();
        }
        var harmless = mentions(Set.of("customers"), Set.of("id"), false);
        assertThat(plan(harmless).objection(List.of("set_config"))).isEmpty();
        assertThat(plan(reach).objection(List.of("count", "upper"))).isEmpty();
    }

    @Test
    void without_obligations_nothing_is_masked() {
        var plan =
                new MaskPlan(
                        origins(),
                        mentions(Set.of("customers"), Set.of("card_number"), true),
                        List.of(),
                        false);

        assertThat(plan.touches()).isFalse();
        assertThat(mask(plan, "card_number", CUSTOMERS, 4)).isEmpty();
        assertThat(mask(plan, "x", 0, 0)).isEmpty();
    }

    @Test
    void two_different_masks_on_a_column_become_the_strictest() {
        var plan =
                new MaskPlan(
                        origins(
                                new Obligation.MaskColumn(
                                        "public.customers.card_number", LAST_FOUR, "p/m"),
                                new Obligation.MaskColumn(
                                        "public.customers.card_number", WHOLE, "p/n")),
                        mentions(Set.of("customers"), Set.of("card_number"), false),
                        List.of(),
                        false);

        assertThat(mask(plan, "card_number", CUSTOMERS, 4)).contains(WHOLE);
    }

    private static MaskPlan plan(Mentions mentions) {
        var mask = new Obligation.MaskColumn("public.customers.card_number", LAST_FOUR, "p/m");
        return new MaskPlan(origins(mask), mentions, List.of(), false);
    }

    private static MaskedOrigins origins(Obligation... obligations) {
        return new MaskedOrigins(
                List.of(obligations), CATALOG, new ValueMask(new MaskKey(new byte[32])));
    }

    private static Mentions mentions(Set<String> relations, Set<String> columns, boolean rows) {
        return new Mentions(relations, columns, rows, false);
    }

    private static Optional<Mask> mask(MaskPlan plan, String name, int table, int attribute) {
        var column = new Column(name, table, attribute, TEXT, -1, 0);
        return plan.of(new RowDescription(List.of(column))).getFirst().map(ColumnMask::mask);
    }

    private static Relation table(String name, Map<Integer, String> columns) {
        return new Relation("public", name, 'r', columns, List.of());
    }

    private static Relation view(String name, Map<Integer, String> columns) {
        return new Relation("public", name, 'v', columns, List.of());
    }
}
