package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which relations names mean in a session, and what the target had made of them meanwhile. */
class NamesIT {
    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() {
        edge.beside(
                """
                CREATE SCHEMA elsewhere;
                CREATE TABLE elsewhere.orders (id int);
                GRANT USAGE ON SCHEMA elsewhere TO app;
                GRANT ALL ON elsewhere.orders TO app;
                """);
    }

    @AfterEach
    void drop() {
        edge.beside("DROP SCHEMA elsewhere CASCADE");
    }

    private List<String> lastReads() {
        return edge.recorder.of(CommandDecided.class).getLast().facts().reads();
    }

    @Test
    void a_name_means_what_the_search_path_of_the_session_makes_of_it() throws SQLException {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.executeQuery("SELECT id FROM elsewhere.orders").close();
            assertThat(lastReads()).containsExactly("elsewhere.orders");
            statement.executeQuery("SELECT id FROM orders").close();
            assertThat(lastReads()).containsExactly("public.orders");
            statement.execute("SET search_path = elsewhere, public");
            statement.executeQuery("SELECT id FROM orders").close();
            assertThat(lastReads()).containsExactly("elsewhere.orders");
            statement.execute("RESET search_path");
            statement.executeQuery("SELECT id FROM orders").close();
            assertThat(lastReads()).containsExactly("public.orders");
        }
    }

    @Test
    void a_prepared_statement_is_understood_by_what_names_mean_when_it_runs() throws SQLException {
        try (var connection = edge.connect(Map.of("prepareThreshold", "-1"));
                var prepared = connection.prepareStatement("SELECT id FROM orders");
                var statement = connection.createStatement()) {
            statement.executeQuery("SELECT id FROM elsewhere.orders").close();
            assertThat(rows(prepared)).isEqualTo(20);
            assertThat(lastReads()).containsExactly("public.orders");
            statement.execute("SELECT set_config('search_path', 'elsewhere', false)");
            assertThat(rows(prepared)).isZero();
            assertThat(lastReads()).containsExactly("elsewhere.orders");
        }
    }

    @Test
    void a_statement_that_runs_another_is_of_the_kind_of_both() throws SQLException {
        try (var connection = edge.connect(Map.of("preferQueryMode", "simple"));
                var statement = connection.createStatement()) {
            statement.execute("PREPARE a AS UPDATE orders SET amount = amount");
            assertThat(lastKinds()).containsExactly("PREPARE");
            statement.execute("EXECUTE a");
            assertThat(lastKinds()).containsExactly("EXECUTE", "UPDATE");
            statement.execute("BEGIN; DECLARE c CURSOR FOR SELECT 1");
            statement.execute("FETCH c");
            assertThat(lastKinds()).containsExactly("FETCH", "SELECT");
            statement.execute("ROLLBACK");
        }
    }

    private List<String> lastKinds() {
        return edge.recorder.of(CommandDecided.class).getLast().facts().kinds();
    }

    @Test
    void what_sql_prepared_is_understood_by_what_names_mean_when_it_is_executed()
            throws SQLException {
        try (var connection = edge.connect(Map.of("preferQueryMode", "simple"));
                var statement = connection.createStatement()) {
            statement.execute("PREPARE a AS SELECT 1; PREPARE b AS SELECT id FROM orders");
            statement.executeQuery("EXECUTE b").close();
            assertThat(lastReads()).containsExactly("public.orders");
            statement.execute("SET search_path = elsewhere");
            statement.executeQuery("EXECUTE b").close();
            assertThat(lastReads()).containsExactly("elsewhere.orders");
        }
    }

    @Test
    void what_sql_prepared_does_not_escape_a_trigger_made_later() throws SQLException {
        edge.beside("CREATE TABLE elsewhere.late (id int); GRANT ALL ON elsewhere.late TO app");
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.execute("PREPARE p AS INSERT INTO elsewhere.late VALUES (1)");
            statement.execute("EXECUTE p");
            edge.beside("DROP TABLE elsewhere.late");
            makeWithTrigger("elsewhere.late");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM elsewhere.unheard_of"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("EXECUTE p"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private static int rows(PreparedStatement prepared) throws SQLException {
        try (var rows = prepared.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    @Test
    void what_was_made_beside_the_edge_is_known_at_once() throws SQLException {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.executeQuery("SELECT id FROM orders").close();
            for (int i = 0; i < 5; i++) {
                var table = "elsewhere.fresh" + i;
                makeWithTrigger(table);
                assertThatThrownBy(() -> statement.execute("INSERT INTO " + table + " VALUES (1)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    private void makeWithTrigger(String table) {
        edge.beside(
                """
                CREATE TABLE %s (id int);
                CREATE OR REPLACE FUNCTION elsewhere.act() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER act BEFORE INSERT ON %s
                    FOR EACH ROW EXECUTE FUNCTION elsewhere.act();
                GRANT ALL ON %s TO app;
                """
                        .formatted(table, table, table));
    }

    @Test
    void a_name_that_means_nothing_is_refused_by_the_target() throws SQLException {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT id FROM nowhere"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
            }
        }
    }
}
