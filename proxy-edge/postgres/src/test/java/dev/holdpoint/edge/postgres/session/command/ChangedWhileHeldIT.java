package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the target's objects are may change while people look at a command. */
class ChangedWhileHeldIT {
    private static final String NUMBER = "5500000000000004";
    private static final String UPDATE =
            "UPDATE orders SET amount = amount FROM shown"
                    + " WHERE orders.id = 1 AND shown.id = 2 RETURNING shown.what";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void a_view_of_names() {
        edge.policy.writes(Writes.HELD, 900);
        edge.change(
                "CREATE VIEW shown AS SELECT id, name AS what FROM customers;"
                        + "GRANT SELECT ON shown TO app");
    }

    @AfterEach
    void without_it() {
        edge.change("DROP VIEW shown");
    }

    @Test
    void a_query_approved_by_what_a_view_showed_does_not_read_what_it_shows_now() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE));
            assertThat(client.untilHeld()).isEmpty();
            showCards();
            edge.releaseLast();

            assertRefused(client.untilReady());
        }
    }

    @Test
    void what_else_changed_at_the_target_does_not_void_an_approval() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE));
            assertThat(client.untilHeld()).isEmpty();
            edge.change("CREATE TABLE beside(id int)");
            edge.releaseLast();

            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        } finally {
            edge.change("DROP TABLE beside");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE FUNCTION word() RETURNS text LANGUAGE sql STABLE AS $$SELECT 'b'::text$$",
                "CREATE OR REPLACE VIEW shown AS SELECT id, name || '!' AS what FROM customers",
                "ALTER TABLE told ALTER v SET DEFAULT 'other'",
                "ALTER TABLE told RENAME v TO w; ALTER TABLE told ADD v text",
                "ALTER TABLE told RENAME TO old; ALTER TABLE untold RENAME TO told",
                "ALTER TABLE told ADD CHECK (v <> 'c')",
                "CREATE POLICY all_rows ON told USING (true)"
            })
    void what_it_uses_and_somebody_defines_anew_voids_an_approval(String change) throws Exception {
        edge.change(
                "CREATE TABLE told(id int, v text DEFAULT 'd');"
                        + " CREATE TABLE untold(id int, v text);"
                        + " INSERT INTO told VALUES (1, 'as it was');"
                        + " INSERT INTO untold VALUES (1, 'as it was');"
                        + " GRANT SELECT, UPDATE ON told, untold TO app;"
                        + " CREATE FUNCTION word() RETURNS text LANGUAGE sql STABLE"
                        + " AS $$SELECT 'a'::text$$");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE told SET v = word() FROM shown WHERE told.id = shown.id"));
            assertThat(client.untilHeld()).isEmpty();
            edge.change(change);
            edge.releaseLast();

            assertRefused(client.untilReady());
            assertThat(edge.target.query("payments_db", "TABLE told").toString())
                    .contains("as it was");
        } finally {
            edge.change("DROP TABLE IF EXISTS told, untold, old; DROP FUNCTION word()");
        }
    }

    @Test
    void a_function_that_another_took_the_place_of_by_its_schema_voids_an_approval()
            throws Exception {
        edge.change(
                "CREATE TABLE told(v text); INSERT INTO told VALUES ('as it was');"
                        + " GRANT SELECT, UPDATE ON told TO app; CREATE SCHEMA one; CREATE SCHEMA two;"
                        + " GRANT USAGE ON SCHEMA one, two TO app;"
                        + " CREATE FUNCTION one.word() RETURNS text LANGUAGE sql AS $$SELECT 'a'$$;"
                        + " CREATE FUNCTION two.word() RETURNS text LANGUAGE sql AS $$SELECT 'b'$$");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE told SET v = one.word()"));
            assertThat(client.untilHeld()).isEmpty();
            edge.change("ALTER SCHEMA one RENAME TO three; ALTER SCHEMA two RENAME TO one");
            edge.releaseLast();

            assertRefused(client.untilReady());
            assertThat(edge.target.query("payments_db", "TABLE told").toString())
                    .contains("as it was");
        } finally {
            edge.change("DROP TABLE told; DROP SCHEMA IF EXISTS one, two, three CASCADE");
        }
    }

    private void showCards() {
        edge.change(
                "CREATE OR REPLACE VIEW shown AS SELECT id, card_number AS what FROM customers");
    }

    private void assertRefused(List<PgFrame> frames) {
        assertThat(frames.toString() + texts(frames)).doesNotContain(NUMBER);
        assertThat(sqlState(frames)).isEqualTo("42501");
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.CLAIM_REFUSED);
    }

    private static String texts(List<PgFrame> frames) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(frame.bytes()));
        return all.toString();
    }
}
