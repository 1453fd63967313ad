package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol's sequences, and what a stock driver would never send. */
class ProtocolIT {
    private static final String NOT_SQL =
            "It is not understood: it is not PostgreSQL: error at character 17";

    private final Edge edge = Edge.fresh();

    @ParameterizedTest
    @ValueSource(chars = {'W', 'p', 'z', 'R', '\0'})
    void an_unknown_message_ends_the_session(char type) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(PgWriter.frame(type).done());
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.PROTOCOL_ERROR);
    }

    @Test
    void a_function_call_is_decided_and_refused() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var loImport = PgWriter.frame('F').putInt(764).putShort(0).putShort(0).putShort(0);
            client.send(loImport.done());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("EZ");
            assertThat(sqlState(answer)).isIn("42501", "0A000");
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(1);
    }

    @Test
    void what_is_not_sql_is_refused_as_postgresql_would_and_shown_where() throws Exception {
        var wrong = "SELECT 'ä' FORM orders";
        try (var client = RawClient.loggedIn(edge)) {
            for (var sent : List.of(List.of(query(wrong)), List.of(parse("", wrong), sync()))) {
                client.send(sent.toArray(PgFrame[]::new));
                var answer = client.untilReady();
                assertThat(kinds(answer)).isEqualTo("EZ");
                assertThat(sqlState(answer)).isEqualTo("42601");
                assertThat(answer.getFirst().bytes().toString(StandardCharsets.UTF_8))
                        .contains("P17\0", NOT_SQL);
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .hasSize(2)
                .allMatch(decided -> decided.decision().reason().endsWith(NOT_SQL));
        assertThat(edge.log().shows("FORM orders")).isFalse();
    }

    @Test
    void one_byte_at_a_time_is_the_same_session() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (byte each : query("SELECT 1; SELECT 2").bytes().getBytes()) {
                client.write(Buffer.buffer(new byte[] {each}));
            }
            assertThat(kinds(client.untilReady())).isEqualTo("TDCTDCZ");
        }
    }

    @Test
    void many_queries_in_one_segment_are_answered_in_order() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var frames = new PgFrame[200];
            for (int i = 0; i < frames.length; i++) {
                frames[i] = query("SELECT " + i);
            }
            client.send(frames);
            for (int i = 0; i < frames.length; i++) {
                var answer = client.untilReady();
                assertThat(kinds(answer)).isEqualTo("TDCZ");
                assertThat(text(answer.get(1))).endsWith(Integer.toString(i));
            }
        }
        assertThat(edge.recorder.of(CommandCompleted.class)).hasSize(200);
    }

    @Test
    void an_empty_query_is_answered_and_is_no_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("  -- nothing"));
            assertThat(kinds(client.untilReady())).isEqualTo("IZ");
            client.send(parse("", ""), bind("", ""), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12IZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class)).isEmpty();
    }

    @Test
    void after_an_error_everything_up_to_sync_is_skipped_a_query_too() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT 1 / (id - id) FROM orders"),
                    bind("", ""),
                    execute("", 0),
                    parse("", "SELECT 'skipped'"),
                    bind("", ""),
                    execute("", 0),
                    query("SELECT 'skipped too'"),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12EZ");
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(log.shows("skipped")).isFalse();
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsOnlyOnce(Outcome.ERROR, Outcome.OK);
        assertThat(edge.recorder.of(CommandDecided.class)).hasSizeBetween(2, 3);
    }

    @Test
    void a_refusal_undoes_what_the_pipeline_ran_before_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "UPDATE orders SET status = 'lost' WHERE id = 3"),
                    bind("", ""),
                    execute("", 0),
                    parse("", "DROP TABLE orders"),
                    bind("", ""),
                    execute("", 0),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12CEZ");
            assertThat(sqlState(answer)).isEqualTo("42501");
        }
        assertThat(edge.rowsBeside("SELECT status FROM orders WHERE id = 3"))
                .containsExactly(List.of("paid"));
    }

    @Test
    void a_portal_runs_what_it_was_bound_to_whatever_its_statements_name_means_now()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("s", "SELECT 'first'"),
                    bind("p", "s"),
                    close('S', "s"),
                    parse("s", "SELECT 'second'"),
                    execute("p", 0),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("1231DCZ");
            assertThat(text(answer.get(4))).endsWith("first");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .containsExactly("SELECT 'first'");
    }

    @Test
    void a_portal_that_sql_declared_anew_is_masked_as_what_it_became() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    query("BEGIN"),
                    parse("s", "SELECT status FROM orders"),
                    bind("p", "s"),
                    execute("p", 1),
                    sync());
            client.untilReady();
            client.untilReady();
            client.send(
                    query("CLOSE p; DECLARE p CURSOR FOR SELECT card_number || '' FROM customers"));
            assertThat(kinds(client.untilReady())).isEqualTo("CCZ");
            client.send(execute("p", 0), sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("DDCZ");
            for (var frame : answer) {
                assertThat(raw(frame)).doesNotContain("1111").doesNotContain("0004");
            }
        }
    }

    @Test
    void a_suspended_portal_goes_on_as_the_same_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(parse("", "SELECT card_number FROM customers"), bind("c", ""), sync());
            client.untilReady();
            for (int i = 0; i < 2; i++) {
                client.send(execute("c", 1), sync());
                var answer = client.untilReady();
                assertThat(kinds(answer)).isEqualTo("DsZ");
                assertThat(raw(answer.getFirst())).contains("************");
            }
            client.send(execute("c", 1), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(2);
        assertThat(edge.recorder.of(CommandCompleted.class).getLast().rows()).isEqualTo(2);
    }

    @Test
    void parameters_are_recorded_and_bound_by_the_digest() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (var id : List.of("1", "2")) {
                client.send(
                        parse("", "SELECT name FROM customers WHERE id = $1"),
                        bind("", "", id),
                        execute("", 0),
                        sync());
                assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
            }
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided)
                .extracting(CommandDecided::parameters)
                .containsExactly(List.of("1"), List.of("2"));
        assertThat(decided.get(0).digest()).isNotEqualTo(decided.get(1).digest());
    }

    @Test
    void a_statement_that_is_large_for_more_than_its_values_is_refused() throws Exception {
        edge.policy.writes(Writes.ALLOWED, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT " + "1+".repeat(150_000) + "1"));
            var answer = client.untilReady();
            assertThat(sqlState(answer)).isIn("54000", "0A000", "42501");
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
    }

    private static String raw(PgFrame frame) {
        return new String(frame.bytes().getBytes(), StandardCharsets.ISO_8859_1);
    }
}
