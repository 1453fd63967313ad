package dev.holdpoint.edge.postgres.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdpoint.edge.postgres.extraction.Trick.Mode;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Obligation;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks sensitive is masked although no column is named. */
class DetectionIT {
    private static final String RULE = "payments/looks";

    private final Edge edge = Edge.fresh();

    DetectionIT() {
        edge.policy.obligations(
                List.of(
                        new Obligation.DetectValues(
                                List.of(Detector.CREDIT_CARD, Detector.EMAIL),
                                new Mask.Redact(),
                                RULE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM customers",
                "SELECT 'card ' || card_number || ' of ' || email, name FROM customers",
                "SELECT card_number::bigint, card_number::numeric, email, name FROM customers",
                "SELECT row_to_json(c), to_jsonb(c), c, name FROM customers c",
                "SELECT array_agg(card_number), array_agg(email), max(name), min(name) FROM customers",
                "SELECT card_number::bytea, email::bytea, name FROM customers",
                "COPY customers TO STDOUT",
                "COPY customers TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE *)",
                "COPY customers TO STDOUT WITH (FORMAT binary)",
            })
    void what_is_recognised_never_arrives_the_rest_does(String sql) throws Exception {
        for (var mode : Mode.values()) {
            try (var client = RawClient.loggedIn(edge)) {
                assertThat(new Trick(sql, List.of(sql)).ask(client, mode).stream())
                        .as(mode.name())
                        .contains("Grace")
                        .doesNotContain("4111111111111111")
                        .doesNotContain("5500000000000004")
                        .doesNotContain("@example.com");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT card_number::date FROM customers",
                "SELECT email::int FROM customers",
                "INSERT INTO customers SELECT id, name, email, card_number FROM customers",
            })
    void errors_do_not_tell_it_either(String sql) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var answer = new Trick(sql, List.of(sql)).ask(client, Mode.SIMPLE);
            assertThat(answer.isError()).isTrue();
            assertThat(answer.stream()).doesNotContain("4111111111").doesNotContain("@example.com");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_was_recognised_is_recorded_by_rule_column_and_count(Mode mode) throws Exception {
        var sql = "SELECT id, name, card_number FROM customers";
        try (var client = RawClient.loggedIn(edge)) {
            new Trick(sql, List.of(sql)).ask(client, mode);
        }
        Awaitility.await().until(() -> !edge.recorder.of(CommandCompleted.class).isEmpty());
        assertThat(edge.recorder.of(CommandCompleted.class).getFirst().masks())
                .containsExactly(new MaskUse(RULE, "card_number: credit-card", 2));
    }

    @Test
    void a_number_of_more_than_a_thousand_digits_is_not_shown_in_binary() throws Exception {
        var sql = "SELECT n, repeat('7', 1000 + n)::numeric FROM generate_series(0, 1) n";
        try (var client = RawClient.loggedIn(edge)) {
            var rows = new Trick(sql, List.of(sql)).ask(client, Mode.EXTENDED_BINARY).frames();
            assertThat(rows)
                    .filteredOn(frame -> frame.kind() == 'D')
                    .extracting(PgFrame::length)
                    .containsExactly(527, 19);
        }
        assertThat(edge.recorder.of(CommandCompleted.class).getFirst().masks())
                .extracting(MaskUse::rule, MaskUse::rows)
                .containsExactly(tuple(RULE, 1L));
    }

    @Test
    void a_column_mask_goes_before_what_is_recognised() throws Exception {
        edge.policy.obligations(
                List.of(
                        new Obligation.MaskColumn(
                                "public.customers.card_number",
                                new Mask.KeepLast(4),
                                "payments/cards"),
                        new Obligation.DetectValues(
                                List.of(Detector.CREDIT_CARD), new Mask.Redact(), RULE)));
        var sql = "SELECT card_number FROM customers";
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(new Trick(sql, List.of(sql)).ask(client, Mode.SIMPLE).stream())
                    .contains("************1111");
        }
    }
}
