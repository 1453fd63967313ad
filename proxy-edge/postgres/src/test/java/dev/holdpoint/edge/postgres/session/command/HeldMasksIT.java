package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that are held where masks could not be kept. */
class HeldMasksIT {
    private static final String STORES =
            "INSERT INTO customers AS c (id) VALUES (1)"
                    + " ON CONFLICT (id) DO UPDATE SET name = c.card_number";
    private static final String COPIES =
            "INSERT INTO orders (id, status) SELECT 900, value FROM shown WHERE id = 1";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() {
        edge.change(
                """
                CREATE VIEW shown AS SELECT id, name AS value FROM customers;
                CREATE FUNCTION told(n int) RETURNS text LANGUAGE sql STABLE
                    AS 'SELECT n::text';
                GRANT SELECT ON shown TO app;
                """);
        edge.policy.writes(Writes.HELD, 900);
    }

    @AfterEach
    void asItWas() {
        edge.change(
                """
                DROP VIEW shown;
                DROP FUNCTION told(int);
                DELETE FROM orders WHERE id = 900;
                """);
    }

    @Test
    void nobody_is_asked_about_one_that_stores_a_masked_value() throws Exception {
        var terms =
                List.of(
                        EffectPolicy.waiting(900, new InTransaction.Deny()),
                        EffectPolicy.waiting(900, new InTransaction.Wait(900)),
                        EffectPolicy.ticket(0, new InTransaction.Deny()));
        for (HoldTerms held : terms) {
            edge.policy.holdWrites(held);
            try (var client = RawClient.loggedIn(edge)) {
                client.send(query(STORES));
                assertRefused("EZ", client.untilReady());
                client.send(parse("", STORES), bind("", ""), execute("", 0), sync());
                assertRefused("12EZ", client.untilReady());
            }
        }

        assertThat(decided()).hasSize(6).allMatch(HeldMasksIT::isDenied);
        assertThat(edge.recorder.refusals()).hasSize(6).containsOnly(RefusalCode.POLICY_DENIED);
        assertThat(edge.holds.size()).isZero();
        assertThat(edge.claims.claimed()).isEmpty();
        assertThat(names()).containsExactly("Ada");
    }

    @Test
    void one_that_reads_a_masked_value_by_the_time_it_is_released_is_refused() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(COPIES));
            assertRefusedAtRelease(
                    client,
                    "CREATE OR REPLACE VIEW shown AS"
                            + " SELECT id, card_number AS value FROM customers");
        }
    }

    /** What was bound has kept no locks: others may replace the view meanwhile. */
    @Test
    void so_is_one_of_the_extended_protocol_that_reads_one_by_then() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", COPIES), bind("", ""), execute("", 0), sync());
            assertRefusedAtRelease(
                    client,
                    "CREATE OR REPLACE VIEW shown AS"
                            + " SELECT id, card_number AS value FROM customers");
        }
    }

    @Test
    void so_is_one_of_the_extended_protocol_that_calls_another_function_by_then() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var calls = "INSERT INTO orders (id, status) VALUES (900, told(1))";
            client.send(parse("", calls), bind("", ""), execute("", 0), sync());
            assertRefusedAtRelease(
                    client,
                    "CREATE OR REPLACE FUNCTION told(n int) RETURNS text LANGUAGE sql STABLE"
                            + " AS 'SELECT card_number FROM customers WHERE id = n'");
        }
    }

    private void assertRefusedAtRelease(RawClient client, String meanwhile) throws Exception {
        whenHeld(client);
        edge.change(meanwhile);
        edge.releaseLast();

        assertRefused("EZ", client.untilReady());
        assertThat(edge.claims.claimed()).isEmpty();
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.CLAIM_REFUSED);
        assertThat(stored()).isEmpty();
    }

    @Test
    void one_whose_masks_are_asked_for_while_it_waits_is_refused_when_it_is_released()
            throws Exception {
        edge.policy.obligations(List.of());
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(STORES));
            whenHeld(client);
            edge.policy.obligations(EffectPolicy.CARDS);
            edge.releaseLast();

            assertRefused("EZ", client.untilReady());
        }
        assertThat(edge.claims.claimed()).hasSize(1);
        assertThat(decided()).last().matches(HeldMasksIT::isDenied);
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.POLICY_DENIED);
        assertThat(names()).containsExactly("Ada");
    }

    private static void whenHeld(RawClient client) throws Exception {
        assertThat(kinds(client.untilHeld())).isIn("", "12");
    }

    private static void assertRefused(String kinds, List<PgFrame> answers) {
        assertThat(kinds(answers)).isEqualTo(kinds);
        assertThat(sqlState(answers)).isEqualTo("42501");
    }

    private static boolean isDenied(CommandDecided decided) {
        return decided.decision() instanceof Decision.Deny && decided.hold() == null;
    }

    private List<CommandDecided> decided() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(one -> one.text().startsWith("INSERT"))
                .toList();
    }

    private List<String> names() {
        return column("SELECT name FROM customers WHERE id = 1");
    }

    private List<String> stored() {
        return column("SELECT status FROM orders WHERE id = 900");
    }

    private List<String> column(String query) {
        return edge.rowsBeside(query).stream().map(List::getFirst).toList();
    }
}
