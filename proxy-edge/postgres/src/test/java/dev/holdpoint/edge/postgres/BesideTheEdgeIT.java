package dev.holdpoint.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.postgres.harness.Edge;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody changes who is connected to the target directly is known soon after. */
class BesideTheEdgeIT {
    private static final String DATABASE = "payments_db";
    private static final String CANARY = "4111111111111111";

    /** Patient with a busy machine; how often the target is asked, CachedCatalogsTest says. */
    private static final Duration WINDOW = Duration.ofSeconds(20);

    private static final String ASKING =
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'holdpoint-catalogue-watch' AND datname = '"
                    + DATABASE
                    + "'";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() throws SQLException {
        edge.beside(
                """
                CREATE TABLE items (id int);
                CREATE VIEW shown AS SELECT id, name AS value FROM customers;
                CREATE FUNCTION next(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n + 1';
                GRANT ALL ON items, shown TO app;
                """);
        try (var connection = edge.connect()) {
            await("known").atMost(WINDOW).until(() -> "Ada".equals(value(connection)));
        }
    }

    @AfterEach
    void drop() {
        edge.beside(
                """
                DROP VIEW shown;
                DROP TABLE items;
                DROP FUNCTION next(int);
                DROP FUNCTION IF EXISTS fired();
                """);
    }

    @Test
    void a_view_that_shows_a_masked_column_now_is_masked() throws SQLException {
        try (var connection = edge.connect()) {
            assertThat(value(connection)).isEqualTo("Ada");
            edge.beside(
                    "CREATE OR REPLACE VIEW shown AS SELECT id, card_number AS value FROM customers");

            await("masked").atMost(WINDOW).until(() -> !value(connection).equals(CANARY));
            assertThat(value(connection)).endsWith("1111").doesNotContain("4111");
        }
    }

    @Test
    void a_function_with_another_body_is_judged_by_that_one() throws SQLException {
        try (var connection = edge.connect()) {
            run(connection, "SELECT next(1)");
            edge.beside(
                    "CREATE OR REPLACE FUNCTION next(n int) RETURNS int LANGUAGE plpgsql VOLATILE"
                            + " AS 'BEGIN RETURN n; END'");

            awaitUnknown(connection, "SELECT next(1)");
        }
    }

    @Test
    void a_statement_that_was_prepared_before_a_trigger_was_made_is_judged_with_it()
            throws SQLException {
        try (var connection = edge.connect();
                var prepared = connection.prepareStatement("INSERT INTO items VALUES (1)")) {
            prepared.execute();
            trigger();

            await("unknown").atMost(WINDOW).until(() -> refused(prepared::execute));
            awaitUnknown(connection, "INSERT INTO items VALUES (1)");
        }
    }

    @Test
    void that_the_edge_s_connection_was_lost_makes_no_difference() throws SQLException {
        try (var connection = edge.connect()) {
            run(connection, "INSERT INTO items VALUES (1)");
            await("asking").atMost(WINDOW).until(() -> asking() == 1);
            edge.beside("SELECT pg_terminate_backend(pid) FROM (" + ASKING + ") a");
            trigger();

            awaitUnknown(connection, "INSERT INTO items VALUES (1)");
        }
    }

    @Test
    void many_sessions_share_one_connection_that_asks() throws SQLException {
        var sessions = new ArrayList<Connection>();
        try {
            for (int session = 0; session < 10; session++) {
                sessions.add(edge.connect());
            }
            for (var session : sessions) {
                run(session, "SELECT id FROM shown");
            }
            await("asking").atMost(WINDOW).until(() -> asking() == 1);
            trigger();

            for (var session : sessions) {
                awaitUnknown(session, "INSERT INTO items VALUES (1)");
            }
            assertThat(asking()).isEqualTo(1);
        } finally {
            for (var session : sessions) {
                session.close();
            }
        }
    }

    @Test
    void what_one_session_of_the_edge_changed_counts_for_every_other_at_once() throws SQLException {
        try (var changing = edge.connect();
                var other = edge.connect()) {
            run(changing, "SELECT 1");
            assertThat(value(other)).isEqualTo("Ada");
            edge.policy.allowAll(true);
            run(changing, "CREATE VIEW through AS SELECT id, name AS value FROM customers");
            edge.policy.allowAll(false);
            assertThat(value(other, "through")).isEqualTo("Ada");
            edge.policy.allowAll(true);
            run(
                    changing,
                    "CREATE OR REPLACE VIEW through AS"
                            + " SELECT id, card_number AS value FROM customers");
            edge.policy.allowAll(false);

            assertThat(value(other, "through")).endsWith("1111").doesNotContain("4111");
        } finally {
            edge.policy.allowAll(false);
            edge.beside("DROP VIEW IF EXISTS through");
        }
    }

    @Test
    void an_open_transaction_that_changes_a_table_keeps_nobody_waiting() throws SQLException {
        edge.policy.allowAll(true);
        try (var changing = edge.connect(Map.of("socketTimeout", "20"));
                var other = edge.connect(Map.of("socketTimeout", "20"))) {
            run(changing, "CREATE TABLE growing (id int DEFAULT 1 CHECK (id > 0))");
            run(changing, "CREATE VIEW over_growing AS SELECT id FROM growing");
            changing.setAutoCommit(false);
            run(changing, "ALTER TABLE growing ADD COLUMN note text DEFAULT lower('X')");
            run(changing, "CREATE TABLE made_meanwhile (id int)");
            run(changing, "INSERT INTO made_meanwhile VALUES (1)");
            edge.beside("CREATE VIEW unheard_of AS SELECT id FROM items");
            edge.beside("GRANT ALL ON unheard_of TO app");

            edge.policy.allowAll(false);
            run(other, "SELECT id FROM unheard_of");
            assertThat(value(other)).isEqualTo("Ada");
            edge.policy.allowAll(true);
            changing.commit();
            changing.setAutoCommit(true);
            edge.policy.allowAll(false);
            run(other, "INSERT INTO over_growing VALUES (1)");
        } finally {
            edge.policy.allowAll(false);
            edge.beside(
                    """
                    DROP VIEW IF EXISTS unheard_of, over_growing;
                    DROP TABLE IF EXISTS growing, made_meanwhile;
                    """);
        }
    }

    private void trigger() {
        edge.beside(
                """
                CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER fired BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION fired();
                """);
    }

    private int asking() {
        return edge.rowsBeside(ASKING).size();
    }

    private static void awaitUnknown(Connection connection, String text) {
        await("unknown").atMost(WINDOW).until(() -> refused(() -> run(connection, text)));
        assertThatThrownBy(() -> run(connection, text)).hasMessageContaining("UNKNOWN");
    }

    /** Something that the edge may refuse. */
    @FunctionalInterface
    private interface Attempt {
        void go() throws SQLException;
    }

    private static boolean refused(Attempt attempt) {
        try {
            attempt.go();
            return false;
        } catch (SQLException e) {
            return "42501".equals(e.getSQLState());
        }
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static String value(Connection connection) throws SQLException {
        return value(connection, "shown");
    }

    private static String value(Connection connection, String view) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT value FROM " + view + " WHERE id = 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
