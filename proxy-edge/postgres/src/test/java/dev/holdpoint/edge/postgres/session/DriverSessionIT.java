package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.Driver.column;
import static dev.holdpoint.edge.postgres.harness.Driver.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A session as a stock driver lives it: names, cursors, streams, its end. */
class DriverSessionIT {
    private final Edge edge = Edge.fresh();

    @Test
    void a_cursor_read_in_parts_is_one_command_and_masked_throughout() throws Exception {
        try (var connection = edge.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(1);
                try (var rows = statement.executeQuery("SELECT card_number FROM customers")) {
                    while (rows.next()) {
                        assertThat(rows.getString(1)).startsWith("************");
                    }
                }
            }
            connection.commit();
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .filteredOn(decided -> decided.text().contains("card_number"))
                .hasSize(1);
        assertThat(edge.recorder.of(CommandCompleted.class))
                .anySatisfy(done -> assertThat(done.rows()).isEqualTo(2));
    }

    @Test
    void a_large_result_streams() throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT repeat('x', 1000) FROM generate_series(1, 50000)")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(50_000);
        }
    }

    @Test
    void an_issued_password_and_a_token_open_sessions_and_nothing_else_does() throws Exception {
        try (var connection = edge.connect(login(OpenDoor.USER, OpenDoor.PASSWORD))) {
            assertThat(column(connection, "SELECT 1", 1)).containsExactly("1");
        }
        var refused =
                List.of(
                        login(OpenDoor.USER, "wrong"),
                        login("nobody~1", OpenDoor.PASSWORD),
                        login("oidc", "not.a.token"),
                        login(OpenDoor.USER, OpenDoor.TOKEN));
        for (var properties : refused) {
            assertThat(sqlState(() -> edge.connect(properties).close())).isEqualTo("28P01");
        }
        Awaitility.await().until(() -> edge.recorder.of(SessionRefused.class).size() == 4);
        assertThat(edge.recorder.of(SessionOpened.class)).hasSize(1);
    }

    @Test
    void a_failing_statement_is_an_outcome_and_a_session_has_a_beginning_and_an_end()
            throws Exception {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            assertThat(sqlState(() -> statement.execute("SELECT 1 / (id - id) FROM orders")))
                    .isEqualTo("22012");
        }
        var completed = edge.recorder.of(CommandCompleted.class).getLast();
        assertThat(completed.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(completed.errorCode()).isEqualTo("22012");
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
    }

    private static Map<String, String> login(String user, String password) {
        return Map.of("user", user, "password", password);
    }
}
