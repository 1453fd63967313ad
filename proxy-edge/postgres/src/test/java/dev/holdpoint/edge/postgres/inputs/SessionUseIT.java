package dev.holdpoint.edge.postgres.inputs;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.session.SessionMeter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.SessionUse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session did so far, as it is recorded with each command. */
class SessionUseIT {
    private final Edge edge = Edge.fresh();

    @Test
    void commands_count_whether_they_are_let_through_or_not() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SELECT 1");
            client.run("DROP TABLE orders");
            client.run("SELECT (");
            client.run("SELECT 2");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(decided -> decided.use().commandsLastMinute())
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void each_statement_of_a_text_counts_whichever_protocol_runs_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SELECT 1;".repeat(50));
            client.run("SELECT 2; DROP TABLE orders; SELECT 3");
            client.send(
                    parse("", "SELECT 4"),
                    bind("", ""),
                    execute("", 0),
                    bind("", ""),
                    execute("", 0),
                    sync());
            client.untilReady();
            client.send(
                    PgWriter.frame('F')
                            .putInt(957)
                            .putShort(0)
                            .putShort(1)
                            .putInt(1)
                            .putBytes(new byte[] {'0'})
                            .putShort(0)
                            .done());
            client.untilReady();
            client.run("SELECT 5; SELECT 6");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(decided -> decided.use().commandsLastMinute())
                .containsExactly(50L, 53L, 54L, 55L, 56L, 58L);
    }

    @Test
    void rows_count_by_what_the_target_really_sent_and_changed() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SELECT id FROM orders WHERE id <= 7");
            client.run("UPDATE orders SET amount = amount WHERE id <= 3 RETURNING id");
            client.run("COPY (SELECT id FROM orders WHERE id <= 4) TO STDOUT");
            client.run("UPDATE orders SET id = 1 / 0 WHERE id = 2");
            assertUse(client, 7 + 3 + 4, 3);
        }
    }

    @Test
    void rows_of_a_portal_that_is_fetched_in_parts_count_as_they_pass() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT id FROM orders WHERE id <= 9"),
                    bind("p", ""),
                    execute("p", 2),
                    execute("p", 2),
                    execute("p", 0),
                    sync());
            client.untilReady();
            assertUse(client, 9, 0);
        }
    }

    @Test
    void rows_copied_in_count_as_written() throws Exception {
        edge.beside("CREATE TABLE IF NOT EXISTS copied(n int); GRANT ALL ON copied TO app");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY copied FROM STDIN"));
            assertThat(client.receive().kind()).isEqualTo('G');
            client.send(
                    PgWriter.frame('d')
                            .putBytes(new byte[] {'1', '\n', '2', '\n', '3', '\n'})
                            .done(),
                    PgWriter.frame('c').done());
            client.untilReady();
            assertUse(client, 0, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH x AS (UPDATE orders SET amount = amount WHERE id <= 5 RETURNING id)"
                        + " SELECT count(*) FROM x",
                "WITH x AS (UPDATE orders SET amount = amount WHERE id <= 5 RETURNING 1)"
                        + " UPDATE orders SET amount = amount WHERE id = 7",
                "EXPLAIN ANALYZE UPDATE orders SET amount = amount WHERE id <= 5",
                "COPY (UPDATE orders SET amount = amount WHERE id <= 5 RETURNING id) TO STDOUT",
                "DELETE FROM basket WHERE id = 1",
                "PREPARE p AS WITH x AS (UPDATE orders SET amount = amount WHERE id = 5 RETURNING 1)"
                        + " SELECT 1 FROM x; EXECUTE p"
            })
    void rows_that_no_tag_counts_are_more_than_any_budget(String text) throws Exception {
        edge.beside(
                "CREATE TABLE IF NOT EXISTS basket(id int PRIMARY KEY);"
                        + " CREATE TABLE IF NOT EXISTS item("
                        + "basket int REFERENCES basket ON DELETE CASCADE);"
                        + " GRANT ALL ON basket, item TO app");
        try (var client = RawClient.loggedIn(edge)) {
            client.run(text);
            client.run("SELECT 1");
            assertThat(last().rowsWritten()).isEqualTo(SessionMeter.UNCOUNTED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH x AS (SELECT 1) UPDATE orders SET amount = amount WHERE id <= 3",
                "PREPARE q AS UPDATE orders SET amount = amount WHERE id <= 3; EXECUTE q",
                "SELECT id FROM orders WHERE id = 3 FOR UPDATE;"
                        + " UPDATE orders SET amount = amount WHERE id <= 3",
                "EXPLAIN UPDATE orders SET amount = amount;"
                        + " UPDATE orders SET amount = amount WHERE id <= 3",
                "MERGE INTO orders o USING (SELECT 1 AS id UNION SELECT 2 UNION SELECT 3) s"
                        + " ON o.id = s.id WHEN MATCHED THEN UPDATE SET amount = o.amount"
            })
    void what_tags_count_is_counted_by_them(String text) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run(text);
            client.run("SELECT 1");
            assertThat(last().rowsWritten()).isEqualTo(3);
        }
    }

    @Test
    void rows_of_a_change_that_is_fetched_in_parts_are_counted_when_all_are_fetched()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            suspend(client);
            assertUse(client, 1, SessionMeter.UNCOUNTED);

            client.send(execute("c", 0), sync());
            client.untilReady();
            assertUse(client, 4, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rows_of_a_change_nobody_fetches_all_of_are_more_than_any_budget(boolean closed)
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            suspend(client);
            if (closed) {
                client.send(close('P', "c"), sync());
                client.untilReady();
            }
            client.run("COMMIT");
            assertUse(client, 1, SessionMeter.UNCOUNTED);
        }
    }

    /** Leaves a portal open that has changed three rows and shown one. */
    private static void suspend(RawClient client) throws Exception {
        client.run("BEGIN");
        client.send(
                parse("", "UPDATE orders SET amount = amount WHERE id <= 3 RETURNING id"),
                bind("c", ""),
                execute("c", 1),
                sync());
        client.untilReady();
    }

    @Test
    void the_application_is_named_as_the_client_names_itself_and_renames_itself() throws Exception {
        try (var connection = edge.connect(Map.of("ApplicationName", "nightly report"));
                var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            assertThat(last().applicationName()).isEqualTo("nightly report");
            assertThat(last().clientAddress()).contains("127.0.0.1");

            statement.execute("SET application_name = 'run 42'");
            statement.execute("SELECT 1");
            assertThat(last().applicationName()).isEqualTo("run 42");
        }
    }

    private void assertUse(RawClient client, long returned, long written) throws Exception {
        client.run("SELECT 1");
        assertThat(last().rowsReturned()).isEqualTo(returned);
        assertThat(last().rowsWritten()).isEqualTo(written);
    }

    private SessionUse last() {
        return edge.recorder.of(CommandDecided.class).getLast().use();
    }
}
