package dev.holdpoint.edge.postgres.extraction;

import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.DocumentedPolicy;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comparing a masked column waits for people where the policy says so, as policy-service's
 * evaluator decides by what the edge's analyser finds.
 */
@Tag("PG-15")
class HeldPredicatesIT {
    private static final String HOLDS =
            """
                - name: compares-cards
                  decide: hold
                  match: { predicateColumns: [ public.customers.card_number ] }
                  approval: { from: [ { group: dba, votes: 1 } ], expires: 15m, mode: wait }
                  reason: Card numbers are not found out by asking.
              masks:
                - columns: [ public.customers.card_number ]
                  using: { keepLast: 4 }
            """;
    private static final String LOOKUP =
            "SELECT card_number FROM customers WHERE card_number = '4111111111111111'";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void hold() throws Exception {
        edge.policy.leaveTo(DocumentedPolicy.ofConnecting(HOLDS));
    }

    @Test
    void it_runs_once_released_and_masked_as_ever() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(LOOKUP));
            assertThat(client.untilHeld()).isEmpty();
            assertThat(log.shows(LOOKUP)).isFalse();
            assertThat(edge.recorder.of(CommandDecided.class).getLast().decision())
                    .isInstanceOfSatisfying(
                            Decision.Hold.class,
                            held -> assertThat(held.rules()).contains("dumps/compares-cards"));

            edge.releaseLast();

            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(firstValue(answer.get(1))).isEqualTo("************1111");
        }
        assertThat(edge.recorder.of(CommandDecided.class).getLast().decision())
                .isInstanceOf(Decision.Allow.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM customers WHERE card_number LIKE '4%'",
                "SELECT name FROM customers ORDER BY card_number",
                "SELECT count(*) FROM customers GROUP BY card_number",
                "SELECT DISTINCT card_number FROM customers",
                "SELECT CASE WHEN card_number > '5' THEN 1 ELSE 0 END FROM customers",
                "SELECT card_number = '4111111111111111' FROM customers",
                "SELECT card_number::bigint FROM customers",
                "SELECT a.name FROM customers a JOIN customers b ON a.card_number > b.card_number",
                "SELECT name FROM customers WHERE id IN (SELECT id FROM cards WHERE digits > '5')"
            })
    void whatever_way_it_is_compared_it_is_held(String sql) throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(sql));
            assertThat(client.untilHeld()).isEmpty();
        }
        assertThat(log.shows(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name, card_number FROM customers",
                "SELECT lower(card_number) FROM customers WHERE id = 1",
                "SELECT digits FROM cards ORDER BY id"
            })
    void what_only_shows_it_is_not(String sql) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(client.run(sql))).startsWith("TD").endsWith("CZ");
        }
    }
}
