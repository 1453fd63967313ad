package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No more rows of a command leave than policy says, whichever way they are asked for. */
class RowLimitIT {
    private static final int LIMIT = 10;
    private static final String FEW = "SELECT n FROM generate_series(1, 10) n";
    private static final String MORE = "SELECT n FROM generate_series(1, 11) n";
    private static final String MANY = "SELECT repeat('x', 1000), generate_series(1, 2000000000) n";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void limit() {
        edge.policy.obligations(
                Stream.concat(
                                EffectPolicy.CARDS.stream(),
                                Stream.of(
                                        new Obligation.LimitRows(500, "payments/wider"),
                                        new Obligation.LimitRows(LIMIT, "payments/ten")))
                        .toList());
        edge.change("CREATE TABLE returning_rows(n int); GRANT ALL ON returning_rows TO app");
    }

    @AfterEach
    void drop() {
        edge.change("DROP TABLE returning_rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FEW,
                "COPY (" + FEW + ") TO STDOUT",
                "COPY (" + FEW + ") TO STDOUT (FORMAT csv)",
                "COPY (" + FEW + ") TO STDOUT (FORMAT binary)"
            })
    void as_many_rows_as_it_may_have_leave_as_ever(String text) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(text));
            var simple = client.untilReady();
            assertThat(sqlState(simple)).isEqualTo("none");
            assertThat(rows(simple)).isEqualTo(LIMIT + (text.contains("binary") ? 1 : 0));
            assertThat(sqlState(extended(client, text, 0))).isEqualTo("none");
        }
        assertThat(completed()).extracting(CommandCompleted::outcome).containsOnly(Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MORE,
                MANY,
                "COPY (" + MORE + ") TO STDOUT",
                "COPY (" + MORE + ") TO STDOUT (FORMAT binary)",
                "COPY (" + MANY + ") TO STDOUT (FORMAT csv)",
                "TABLE pg_catalog.pg_type",
                "SHOW ALL"
            })
    void one_more_ends_a_command_and_the_session_goes_on(String text) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(text));
            refused(client.untilReady(), 'I');
            refused(extended(client, text, 0), 'I');
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(completed().subList(0, 2))
                .allSatisfy(
                        one -> {
                            assertThat(one.outcome()).isEqualTo(Outcome.ERROR);
                            assertThat(one.rows()).isEqualTo(LIMIT);
                            assertThat(one.errorCode()).isEqualTo("54000");
                        });
    }

    @Test
    void rows_fetched_in_parts_count_together() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", MORE),
                    bind("", ""),
                    execute("", 4),
                    execute("", 4),
                    execute("", 4),
                    execute("", 4),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12DDDDsDDDDsDDEZ");
            refused(answer, 'I');
            assertThat(sqlState(extended(client, FEW, 10))).isEqualTo("none");
        }
    }

    @Test
    void what_is_sent_behind_it_is_skipped_as_after_any_error() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse(
                            "",
                            "INSERT INTO returning_rows SELECT generate_series(1, 20) RETURNING n"),
                    bind("", ""),
                    execute("", 0),
                    parse("", "INSERT INTO returning_rows VALUES (4711)"),
                    bind("", ""),
                    execute("", 0),
                    sync());
            refused(client.untilReady(), 'I');
        }
        assertThat(edge.rowsBeside("SELECT * FROM returning_rows")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_open_transaction_is_aborted(boolean simple) throws Exception {
        var change = "INSERT INTO returning_rows SELECT generate_series(1, 20) RETURNING n";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            if (simple) {
                client.send(query(change));
                refused(client.untilReady(), 'E');
            } else {
                refused(extended(client, change, 0), 'E');
            }
            client.send(query("COMMIT"));
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
        assertThat(edge.rowsBeside("SELECT * FROM returning_rows")).isEmpty();
    }

    @Test
    void of_several_statements_all_rows_count_and_those_before_are_told() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT 1; " + FEW + "; SELECT 3"));
            var answer = client.untilReady();
            assertThat(kinds(answer)).startsWith("TDCT").endsWith("EZ");
            refused(answer, 'I');
        }
    }

    @Test
    void a_change_that_is_done_before_it_can_be_stopped_ends_the_session_and_is_on_record()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    query("INSERT INTO returning_rows SELECT generate_series(1, 20) RETURNING n"),
                    PgWriter.frame('X').done());
            var answer = client.untilClosed();
            assertThat(rows(answer)).isEqualTo(LIMIT);
            assertThat(sqlState(answer)).isIn("40003", "54000");
            boolean done = "40003".equals(sqlState(answer));
            assertThat(completed().getFirst().outcome())
                    .isEqualTo(done ? Outcome.OK : Outcome.ERROR);
            assertThat(edge.rowsBeside("SELECT * FROM returning_rows")).hasSize(done ? 20 : 0);
        }
    }

    @Test
    void each_fetch_from_a_cursor_counts_for_itself() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(query("DECLARE c CURSOR FOR " + MANY));
            client.untilReady();
            client.send(query("FETCH 10 FROM c"));
            assertThat(rows(client.untilReady())).isEqualTo(LIMIT);
            client.send(query("FETCH 11 FROM c"));
            refused(client.untilReady(), 'E');
        }
    }

    @Test
    void a_driver_sees_an_error_it_can_tell_and_goes_on() throws Exception {
        try (var connection = edge.connect()) {
            var failure = catchThrowableOfType(SQLException.class, () -> all(connection, MORE));
            assertThat(failure.getSQLState()).isEqualTo("54000");
            assertThat(failure.getMessage()).contains("more than 10 rows (rule payments/ten)");
            assertThat(all(connection, FEW)).isEqualTo(LIMIT);
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(FEW)) {
                statement.setFetchSize(3);
                try (var rows = statement.executeQuery()) {
                    int count = 0;
                    while (rows.next()) {
                        count++;
                    }
                    assertThat(count).isEqualTo(LIMIT);
                }
            }
        }
    }

    private static int all(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(text)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private static List<PgFrame> extended(RawClient client, String text, int most)
            throws IOException {
        client.send(parse("", text), bind("", ""), execute("", most), sync());
        return client.untilReady();
    }

    private static void refused(List<PgFrame> answer, char transaction) {
        assertThat(sqlState(answer)).isEqualTo("54000");
        assertThat(answer.stream().filter(frame -> frame.kind() == 'E')).hasSize(1);
        assertThat(rows(answer)).isBetween(0L, LIMIT + 1L);
        assertThat((char) answer.getLast().body().readByte()).isEqualTo(transaction);
    }

    private static long rows(List<PgFrame> answer) {
        return answer.stream().filter(frame -> "Dd".indexOf(frame.kind()) >= 0).count();
    }

    private List<CommandCompleted> completed() {
        Awaitility.await().until(() -> edge.live.size() == 0);
        return edge.recorder.of(CommandCompleted.class);
    }
}
