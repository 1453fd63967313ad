package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Obligation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that went well and are undone when their transaction fails before it is committed. */
class UndoneAtSyncIT {
    private static final String GOOD = "INSERT INTO lines VALUES (1, 1)";
    private static final String BAD = "INSERT INTO lines VALUES (2, 404)";
    private static final String TAKEN = "INSERT INTO heads VALUES (1)";
    private static final String DENIED = "DROP TABLE lines";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void create() {
        edge.change(
                """
                CREATE TABLE heads(id int PRIMARY KEY);
                INSERT INTO heads VALUES (1);
                CREATE TABLE lines(id int, head int
                    REFERENCES heads DEFERRABLE INITIALLY DEFERRED);
                GRANT SELECT, INSERT ON heads, lines TO app;
                """);
    }

    @AfterEach
    void drop() {
        Awaitility.await().until(() -> edge.live.size() == 0);
        edge.change("DROP TABLE lines, heads");
    }

    @Test
    void a_write_that_sync_cannot_commit_is_on_record_as_an_error() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed(BAD));
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12CEZ");
            assertThat(sqlState(answer)).isEqualTo("23503");
            client.send(executed(GOOD));
            client.untilReady();
        }
        assertThat(outcomes()).containsExactly(BAD + ": ERROR 23503", GOOD + ": OK null");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void all_writes_before_the_sync_that_fails_are_and_reads_are_not() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed(GOOD, BAD, "SELECT 1", GOOD));
            assertThat(kinds(client.untilReady())).isEqualTo("12C12C12DC12CEZ");
        }
        assertThat(outcomes())
                .containsExactly(
                        GOOD + ": ERROR 23503",
                        BAD + ": ERROR 23503",
                        "SELECT 1: OK null",
                        GOOD + ": ERROR 23503");
        assertThat(lines()).isZero();
    }

    @Test
    void rows_left_to_fetch_when_sync_fails_do_not_make_it_a_success() throws Exception {
        var returning = "INSERT INTO lines VALUES (3, 404), (4, 404) RETURNING id";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", returning), bind("", ""), execute("", 1), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DsEZ");
        }
        assertThat(outcomes()).containsExactly(returning + ": ERROR 23503");
    }

    @Test
    void what_a_commit_in_the_same_pipeline_made_last_is_a_success() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed("BEGIN", GOOD, "COMMIT", BAD));
            assertThat(kinds(client.untilReady())).isEqualTo("12C12C12C12CEZ");
        }
        assertThat(outcomes())
                .containsExactly(
                        "BEGIN: OK null",
                        GOOD + ": OK null",
                        "COMMIT: OK null",
                        BAD + ": ERROR 23503");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void in_a_transaction_the_commit_that_fails_tells() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            client.send(executed(BAD));
            assertThat(kinds(client.untilReady())).isEqualTo("12CZ");
            client.send(executed("COMMIT"));
            assertThat(kinds(client.untilReady())).isEqualTo("12EZ");
        }
        assertThat(outcomes())
                .containsExactly("BEGIN: OK null", BAD + ": OK null", "COMMIT: ERROR 23503");
    }

    @Test
    void a_write_that_the_error_of_a_later_command_undoes_is_on_record_as_an_error()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed(GOOD, TAKEN));
            assertThat(kinds(client.untilReady())).isEqualTo("12C12EZ");
            client.send(executed(GOOD));
            client.untilReady();
        }
        assertThat(outcomes())
                .containsExactly(
                        GOOD + ": ERROR 23505", TAKEN + ": ERROR 23505", GOOD + ": OK null");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void a_portal_that_nobody_bound_undoes_what_ran_before_it() throws Exception {
        undoes(execute("nosuch", 0), "34000");
    }

    @Test
    void a_statement_that_nobody_prepared_undoes_what_ran_before_it() throws Exception {
        undoes(bind("", "nosuch"), "26000");
    }

    private void undoes(PgFrame unknown, String state) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", GOOD), bind("", ""), execute("", 0), unknown, sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12CEZ");
            assertThat(sqlState(answer)).isEqualTo(state);
            client.send(executed(GOOD));
            assertThat(kinds(client.untilReady())).isEqualTo("12CZ");
        }
        assertThat(outcomes()).containsExactly(GOOD + ": ERROR " + state, GOOD + ": OK null");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void in_a_transaction_it_aborts_that_as_any_error_does() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            client.send(
                    parse("", GOOD), bind("", ""), execute("", 0), execute("nosuch", 0), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("34000");
            client.send(query("SELECT 1"));
            assertThat(sqlState(client.untilReady())).isEqualTo("25P02");
            client.run("COMMIT");
        }
        assertThat(lines()).isZero();
    }

    @Test
    void a_write_that_a_refusal_undoes_is_on_record_as_an_error() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed(GOOD, DENIED));
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(outcomes()).containsExactly(GOOD + ": ERROR 42501");
        assertThat(lines()).isZero();
    }

    @Test
    void a_write_that_a_refused_or_failed_query_without_sync_undoes_is_on_record_as_an_error()
            throws Exception {
        for (var text : List.of(DENIED, TAKEN)) {
            try (var client = RawClient.loggedIn(edge)) {
                client.send(withoutSync(GOOD));
                client.send(query(text));
                assertThat(kinds(client.untilReady())).isEqualTo("12CEZ");
            }
        }
        assertThat(outcomes())
                .containsExactly(
                        GOOD + ": ERROR 42501", GOOD + ": ERROR 23505", TAKEN + ": ERROR 23505");
        assertThat(lines()).isZero();
    }

    @Test
    void a_write_that_too_many_rows_undo_is_on_record_as_an_error() throws Exception {
        edge.policy.obligations(List.of(new Obligation.LimitRows(1, "payments/one")));
        var many = "SELECT generate_series(1, 3)";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed(GOOD, many));
            assertThat(sqlState(client.untilReady())).isEqualTo("54000");
        }
        assertThat(outcomes()).containsExactly(GOOD + ": ERROR 54000", many + ": ERROR 54000");
        assertThat(lines()).isZero();
    }

    @Test
    void what_an_error_leaves_in_an_open_transaction_is_told_by_its_end() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(executed("BEGIN", "SAVEPOINT s", GOOD, TAKEN));
            assertThat(kinds(client.untilReady())).isEqualTo("12C12C12C12EZ");
            client.send(executed("ROLLBACK TO s", GOOD, "COMMIT"));
            client.untilReady();
        }
        assertThat(outcomes())
                .containsExactly(
                        "BEGIN: OK null",
                        "SAVEPOINT s: OK null",
                        GOOD + ": OK null",
                        TAKEN + ": ERROR 23505",
                        "ROLLBACK TO s: OK null",
                        GOOD + ": OK null",
                        "COMMIT: OK null");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void a_write_behind_a_commit_in_the_same_pipeline_is_on_record_as_undone() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            client.send(executed(GOOD, "COMMIT", GOOD, TAKEN));
            assertThat(kinds(client.untilReady())).isEqualTo("12C12C12C12EZ");
        }
        assertThat(outcomes())
                .containsExactly(
                        "BEGIN: OK null",
                        GOOD + ": OK null",
                        "COMMIT: OK null",
                        GOOD + ": ERROR 23505",
                        TAKEN + ": ERROR 23505");
        assertThat(lines()).isEqualTo(1);
    }

    @Test
    void of_a_write_before_a_text_that_may_have_committed_it_and_failed_nobody_knows()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(withoutSync(GOOD));
            client.send(query("COMMIT; " + TAKEN));
            assertThat(kinds(client.untilReady())).contains("E");
        }
        assertThat(outcomes())
                .containsExactly(GOOD + ": UNKNOWN null", "COMMIT; " + TAKEN + ": ERROR 23505");
    }

    @Test
    void of_a_write_whose_sync_nobody_answers_nobody_knows_whether_it_lasts() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", GOOD), bind("", ""), execute("", 0), FrontendFrames.flush());
            for (int answers = 0; answers < 3; answers++) {
                client.receive();
            }
            edge.beside(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'"
                            + " AND query LIKE 'INSERT INTO lines%'");
            client.untilClosed();
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(outcomes()).containsExactly(GOOD + ": UNKNOWN null"));
        assertThat(lines()).isZero();
    }

    private static PgFrame[] executed(String... texts) {
        var frames = new ArrayList<PgFrame>();
        for (var text : texts) {
            frames.addAll(List.of(withoutSync(text)));
        }
        frames.add(sync());
        return frames.toArray(PgFrame[]::new);
    }

    private static PgFrame[] withoutSync(String text) {
        return new PgFrame[] {parse("", text), bind("", ""), execute("", 0)};
    }

    private List<String> outcomes() {
        return edge.recorder.of(CommandDecided.class).stream().flatMap(this::outcomes).toList();
    }

    private Stream<String> outcomes(CommandDecided decided) {
        return edge.recorder.of(CommandCompleted.class).stream()
                .filter(done -> done.command().equals(decided.command()))
                .map(done -> decided.text() + ": " + done.outcome() + " " + done.errorCode());
    }

    private int lines() {
        return edge.rowsBeside("SELECT 1 FROM lines").size();
    }
}
