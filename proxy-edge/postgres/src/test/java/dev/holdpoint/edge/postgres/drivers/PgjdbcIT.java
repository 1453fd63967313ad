package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Outcome;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** pgjdbc: batches, COPY, cursors, cancelling and notifications; {@code DriverIT} has the rest. */
class PgjdbcIT {
    private final Edge edge = Edge.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void a_batch_runs_each_of_its_statements(String rewritten) throws Exception {
        try (var connection = edge.connect(Map.of("reWriteBatchedInserts", rewritten))) {
            connection.setAutoCommit(false);
            var insert = connection.prepareStatement("INSERT INTO orders VALUES (?, 1, ?, 'new')");
            for (int i = 0; i < 300; i++) {
                insert.setInt(1, 1000 + i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(300);
            assertThat(one(connection, "SELECT sum(amount) FROM orders WHERE id >= 1000"))
                    .isEqualTo(Integer.toString(IntStream.range(0, 300).sum()));
            connection.rollback();
        }
    }

    @Test
    void a_denied_statement_fails_its_batch_and_undoes_it() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.addBatch("UPDATE orders SET status = 'batched' WHERE id = 1");
            statement.addBatch("DROP TABLE orders");
            assertThatThrownBy(statement::executeBatch)
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            assertThat(one(connection, "SELECT status FROM orders WHERE id = 1")).isEqualTo("paid");
        }
    }

    @Test
    void copy_runs_in_both_directions() throws Exception {
        try (var connection = edge.connect()) {
            connection.setAutoCommit(false);
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            var rows = new StringReader("2001,1,5,new\n2002,2,6,new\n");
            assertThat(copy.copyIn("COPY orders FROM STDIN (FORMAT csv)", rows)).isEqualTo(2);
            var out = new StringWriter();
            copy.copyOut("COPY (SELECT id FROM orders WHERE id > 2000) TO STDOUT", out);
            assertThat(out).hasToString("2001\n2002\n");
            connection.rollback();
        }
    }

    @Test
    void a_cursor_fetches_a_few_rows_at_a_time() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(7);
            var rows = statement.executeQuery("SELECT n FROM generate_series(1, 100) n");
            int count = 0;
            while (rows.next()) {
                assertThat(rows.getInt(1)).isEqualTo(++count);
            }
            assertThat(count).isEqualTo(100);
            connection.commit();
        }
    }

    @Test
    void a_running_command_is_cancelled_and_a_timeout_does_so_too() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            var log = edge.log();
            var asleep =
                    CompletableFuture.supplyAsync(() -> state(statement, "SELECT pg_sleep(30)"));
            Awaitility.await().until(() -> log.shows("pg_sleep(30)"));
            statement.cancel();
            assertThat(asleep.get()).isEqualTo("57014");

            statement.setQueryTimeout(1);
            assertThat(state(statement, "SELECT pg_sleep(31)")).isEqualTo("57014");
            assertThat(one(connection, "SELECT 'usable'")).isEqualTo("usable");
        }
    }

    @Test
    void it_waits_for_a_held_update() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var connection = edge.connect();
                var update =
                        connection.prepareStatement("UPDATE orders SET amount = ? WHERE id = ?")) {
            update.setInt(1, 80);
            update.setInt(2, 8);
            var releasing = CompletableFuture.runAsync(() -> edge.release(hold()));
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(update.getWarnings().getMessage()).contains("Holdpoint holds this command");
            releasing.get();
        }
    }

    @Test
    void what_nobody_knows_runs_where_policy_allows_it() throws Exception {
        edge.policy.allowAll(true);
        try (var connection = edge.connect();
                var statement = connection.prepareStatement("SELECT wipe() + ?")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 8; i++) {
                statement.setInt(1, i);
                var rows = statement.executeQuery();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1 + i);
            }
            connection.rollback();
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .filteredOn(decided -> decided.text().startsWith("SELECT wipe()"))
                .hasSize(8);
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsOnly(Outcome.OK);
    }

    @Test
    void what_nobody_knows_is_held_once_and_not_even_bound_before_its_release() throws Exception {
        edge.policy.allowAll(true);
        edge.policy.writes(Writes.HELD, 900);
        var log = edge.log();
        try (var connection = edge.connect();
                var statement = connection.prepareStatement("SELECT wipe() / (? - 1)")) {
            statement.setInt(1, 1);
            var releasing =
                    CompletableFuture.runAsync(
                            () -> {
                                var hold = hold();
                                assertThat(log.shows("SELECT wipe()")).isFalse();
                                edge.release(hold);
                            });
            assertThatThrownBy(statement::executeQuery).hasMessageContaining("division by zero");
            releasing.get();
        }
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.OK, Outcome.ERROR);
    }

    @Test
    void notifications_arrive_whole_where_nothing_is_masked() throws Exception {
        edge.policy.allowAll(true);
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN orders_changed");
            statement.execute("NOTIFY orders_changed, 'order 1'");
            var notifications = connection.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(notifications)
                    .singleElement()
                    .satisfies(it -> assertThat(it.getParameter()).isEqualTo("order 1"));
        }
    }

    private HoldId hold() {
        Awaitility.await().until(() -> edge.holds.size() == 1);
        return edge.lastHold();
    }

    private static String state(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
