package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock drivers, prepared and simple, get the same treatment as psql. */
class DriversIT {
    private final RunningSuite suite = RunningSuite.shared();
    private final Psql agent = suite.psql("support-agent");

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "extendedForPrepared"})
    void pgjdbc_reads_masked_and_is_refused_a_drop(String mode) throws SQLException {
        try (var connection = pgjdbc(mode);
                var select =
                        connection.prepareStatement(
                                "SELECT card_number FROM customers WHERE id = ?")) {
            for (int times = 0; times < 7; times++) {
                select.setInt(1, 1);
                var rows = select.executeQuery();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("************1234");
            }
            assertThatThrownBy(() -> connection.createStatement().execute("DROP TABLE orders"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended"})
    void pgjdbc_waits_for_a_held_update_and_gets_its_count(String mode) throws Exception {
        try (var connection = pgjdbc(mode);
                var update = connection.prepareStatement("UPDATE orders SET status=? WHERE id=?")) {
            update.setString(1, "by-" + mode);
            update.setInt(2, 3);
            var count = CompletableFuture.supplyAsync(() -> execute(update));

            approveTheOpenHoldOf("by-" + mode);

            assertThat(count.get()).isEqualTo(1);
        }
    }

    private static int execute(java.sql.PreparedStatement update) {
        try {
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pgjdbc_sees_a_refusal_abort_its_transaction() throws SQLException {
        try (var connection = pgjdbc("extended")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1");
            assertThatThrownBy(() -> connection.createStatement().execute("DROP TABLE orders"))
                    .hasMessageContaining("Holdpoint");
            assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            aborted -> assertThat(aborted.getSQLState()).isEqualTo("25P02"));
            connection.rollback();
            connection.createStatement().execute("SELECT 1");
        }
    }

    @Test
    void node_postgres_reads_masked_prepared_and_simple() {
        try (var node = node()) {
            node.type("{\"text\": \"SELECT card_number FROM customers WHERE id = 1\"}");
            node.awaitLine("\"card_number\":\"\\*{12}1234\"");
            node.type(
                    "{\"name\": \"one\", \"values\": [2],"
                            + " \"text\": \"SELECT card_number FROM customers WHERE id = $1\"}");
            node.awaitLine("\"card_number\":\"\\*{12}5678\"");
            node.type("{\"text\": \"DROP TABLE orders\"}");
            node.awaitLine("\"code\":\"42501\"");
        }
    }

    @Test
    void node_postgres_waits_for_a_held_update() {
        try (var node = node()) {
            node.type(
                    "{\"values\": [\"by-node\"],"
                            + " \"text\": \"UPDATE orders SET status = $1 WHERE id = 3\"}");
            node.awaitLine("Holdpoint holds this command");

            approveTheOpenHoldOf("by-node");

            node.awaitLine("\"rowCount\":1");
        }
    }

    private void approveTheOpenHoldOf(String parameter) {
        await("an open hold with " + parameter)
                .atMost(Duration.ofSeconds(15))
                .until(() -> !openHoldsOf(parameter).isEmpty());
        for (var hold : openHoldsOf(parameter)) {
            assertThat(suite.as("bob").approve(hold).status()).isEqualTo(200);
        }
    }

    private List<String> openHoldsOf(String parameter) {
        return suite.as("bob")
                .get("/api/v1/holds?state=open&limit=100")
                .json()
                .path("items")
                .valueStream()
                .filter(hold -> hold.toString().contains(parameter))
                .map(hold -> hold.path("hold").asText())
                .toList();
    }

    private Connection pgjdbc(String preferQueryMode) throws SQLException {
        return Pgjdbc.connect(agent, preferQueryMode);
    }

    private RunningProgram node() {
        var builder =
                new ProcessBuilder("node", "client.mjs").directory(Path.of("target/node").toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "PGHOST", "localhost",
                                "PGPORT", Integer.toString(agent.port()),
                                "PGUSER", agent.user(),
                                "PGPASSWORD", agent.password(),
                                "PGDATABASE", "payments",
                                "HOLDPOINT_CA", agent.ca().toString()));
        return RunningProgram.start(builder);
    }
}
