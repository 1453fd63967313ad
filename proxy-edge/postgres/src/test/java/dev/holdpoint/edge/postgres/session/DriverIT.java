package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.Driver.column;
import static dev.holdpoint.edge.postgres.harness.Driver.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.MaskUse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock driver through the edge to a real PostgreSQL. */
class DriverIT {
    private final Edge edge = Edge.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "extendedForPrepared"})
    void rows_come_back_masked_in_every_query_mode(String mode) throws Exception {
        try (var connection = edge.connect(Map.of("preferQueryMode", mode))) {
            assertThat(column(connection, "SELECT * FROM customers ORDER BY id", 4))
                    .containsExactly("************1111", "************0004");
            assertThat(column(connection, "SELECT name FROM customers ORDER BY id", 1))
                    .containsExactly("Ada", "Grace");
        }
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::masks)
                .contains(
                        List.of(new MaskUse("payments/cards", "public.customers.card_number", 2)));
    }

    @Test
    void binary_transfer_is_masked_like_text() throws Exception {
        var properties = Map.of("prepareThreshold", "-1", "binaryTransfer", "true");
        try (var connection = edge.connect(properties);
                var query =
                        connection.prepareStatement(
                                "SELECT id, card_number FROM customers WHERE id = ?")) {
            for (int i = 0; i < 6; i++) {
                query.setInt(1, 1);
                try (var rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(1);
                    assertThat(rows.getString(2)).isEqualTo("************1111");
                }
            }
        }
    }

    @Test
    void a_denied_command_names_rule_and_reason_and_never_reaches_the_target() throws Exception {
        var log = edge.log();
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DROP TABLE orders"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                    .hasMessageContaining("Only reads and writes here")
                    .hasMessageContaining("payments/destructive-ddl");
            assertThat(column(connection, "SELECT count(*) FROM orders", 1)).containsExactly("20");
        }
        assertThat(log.shows("DROP TABLE")).isFalse();
        assertThat(edge.recorder.of(CommandRefused.class)).hasSize(1);
    }

    @Test
    void a_denial_of_what_may_do_anything_names_what_nobody_can_tell() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT wipe()"))
                    .hasMessageContaining("nobody can tell what the function public.wipe does");
        }
        assertThat(edge.recorder.of(CommandRefused.class).getFirst().reason())
                .contains("nobody can tell what the function public.wipe does");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; DROP TABLE orders",
                "SELECT wipe()",
                "EXPLAIN ANALYZE SELECT wipe()",
                "DO $$ BEGIN DELETE FROM orders; END $$",
                "COPY orders TO '/tmp/x'",
                "COPY orders TO PROGRAM 'cat'",
                "SELECT pg_read_file('/etc/passwd')",
                "CREATE TABLE copied AS SELECT 1",
                "ALTER ROLE app PASSWORD 'x'",
                "SET session_replication_role = replica",
                "SET standard_conforming_strings = off",
                "SELECT set_config('standard_conforming_strings', 'off', false)",
                "EXECUTE never_prepared",
                "this is not sql",
            })
    void what_is_more_than_reading_and_writing_never_reaches_the_target(String sql)
            throws Exception {
        var log = edge.log();
        for (var mode : List.of("simple", "extended")) {
            try (var connection = edge.connect(Map.of("preferQueryMode", mode));
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
            }
        }
        var part = sql.substring(Math.max(0, sql.indexOf(';') + 1)).strip();
        assertThat(log.shows(part)).isFalse();
    }

    @Test
    void a_denial_aborts_the_transaction_and_a_savepoint_recovers_it() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE orders SET status = 'lost' WHERE id = 1");
            var savepoint = connection.setSavepoint();
            assertThat(sqlState(() -> statement.execute("DROP TABLE orders"))).isEqualTo("42501");
            assertThat(sqlState(() -> statement.execute("SELECT 1"))).isEqualTo("25P02");
            connection.rollback(savepoint);
            statement.execute("UPDATE orders SET status = 'kept' WHERE id = 2");
            assertThat(sqlState(() -> statement.execute("DROP TABLE orders"))).isEqualTo("42501");
            connection.rollback();
        }
        assertThat(edge.rowsBeside("SELECT DISTINCT status FROM orders"))
                .containsExactly(List.of("paid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT card_number FROM customers",
                "SELECT digits FROM cards",
                "SELECT digits || '' FROM cards",
                "SELECT substr(card_number, 1, 16) FROM customers",
                "SELECT c FROM customers c",
                "SELECT row_to_json(c) FROM customers c",
                "SELECT c::text FROM customers c",
                "SELECT (c).card_number || 'x' FROM customers c",
                "SELECT d || '' FROM customers AS t(a, b, c, d)",
                "SELECT string_agg(card_number, ',') FROM customers",
                "SELECT encode(card_number::bytea, 'escape') FROM customers",
                "WITH w AS (SELECT * FROM customers) SELECT card_number || '' FROM w",
                "WITH w(a, b, c, d) AS (TABLE customers) SELECT d || '' FROM w",
                "SELECT x || '' FROM (SELECT card_number x FROM customers) s",
                "SELECT card_number FROM customers UNION SELECT ''",
                "SELECT (SELECT card_number FROM customers LIMIT 1)",
                "SELECT json_agg(customers) FROM customers",
                "SELECT to_jsonb(t) FROM (SELECT * FROM customers) t",
                "SELECT CASE WHEN true THEN card_number END FROM customers",
                "SELECT array_agg(card_number) FROM customers",
                "SELECT regexp_matches(card_number, '.*') FROM customers",
                "VALUES ((SELECT max(card_number) FROM customers))",
                "SELECT * FROM customers NATURAL JOIN cards",
                "UPDATE customers SET name = name RETURNING card_number",
                "UPDATE customers SET name = name RETURNING card_number || ''",
                "INSERT INTO customers VALUES (9, 'x', 'x', '4111111111111111') RETURNING *",
                "EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM customers WHERE card_number > '1'",
                "SELECT most_common_vals FROM pg_stats WHERE tablename = 'customers'",
                "COPY customers TO STDOUT",
                "COPY (SELECT card_number FROM customers) TO STDOUT",
                "SELECT set_config('application_name', max(card_number), false) FROM customers",
                "SELECT pg_notify('c', card_number) FROM customers",
                "SELECT card_number::int FROM customers",
                "SELECT query_to_xml('SELECT * FROM customers', true, false, '')",
                "SELECT table_to_xml('customers', true, false, '')",
            })
    void no_way_to_ask_brings_a_masked_value_to_the_client(String sql) throws Exception {
        for (var mode : List.of("simple", "extended")) {
            try (var connection = edge.connect(Map.of("preferQueryMode", mode))) {
                connection.setAutoCommit(false);
                assertThat(everything(connection, sql))
                        .as(mode)
                        .doesNotContain("411111111111")
                        .doesNotContain("550000000000");
                connection.rollback();
            }
        }
    }

    @Test
    void a_view_without_masked_columns_is_not_masked() throws Exception {
        try (var connection = edge.connect()) {
            assertThat(column(connection, "SELECT name FROM names ORDER BY id", 1))
                    .containsExactly("Ada", "Grace");
            assertThat(column(connection, "SELECT count(*) FROM customers", 1))
                    .containsExactly("2");
        }
    }

    @Test
    void prepared_and_declared_names_are_judged_by_what_they_stand_for() throws Exception {
        var log = edge.log();
        try (var connection = edge.connect(Map.of("preferQueryMode", "simple"))) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("PREPARE cards AS SELECT card_number || '' FROM customers");
                statement.execute("DECLARE c CURSOR FOR SELECT card_number || '' FROM customers");
                assertThat(everything(connection, "EXECUTE cards")).doesNotContain("1111");
                assertThat(everything(connection, "FETCH ALL FROM c")).doesNotContain("1111");
                connection.rollback();
                statement.execute("PREPARE w AS SELECT wipe()");
                assertThat(sqlState(() -> statement.execute("EXECUTE w"))).isEqualTo("42501");
            }
        }
        assertThat(log.shows("EXECUTE w")).isFalse();
    }

    /** Whatever the client learns from running {@code sql}: rows, errors, warnings. */
    private static String everything(Connection connection, String sql) {
        var learnt = new StringBuilder();
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                append(learnt, statement.getResultSet());
            }
            learnt.append(statement.getWarnings());
        } catch (SQLException e) {
            learnt.append(e.getMessage()).append(e.getSQLState());
        }
        return learnt.toString();
    }

    private static void append(StringBuilder learnt, ResultSet rows) throws SQLException {
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                learnt.append(rows.getString(i)).append(' ');
            }
        }
    }
}
