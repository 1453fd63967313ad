package dev.holdpoint.edge.postgres.inputs;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.describe;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client says to the edge and to nobody else. */
class JustificationIT {
    private static final String SET = "SET holdpoint.justification = 'refund of order 1'";
    private static final String LOCAL =
            "SET LOCAL holdpoint.justification = 'for this transaction'";
    private static final String SHOW = "SHOW holdpoint.justification";
    private static final String UPDATE = "UPDATE orders SET amount = amount WHERE id = 6";

    private final Edge edge = Edge.fresh();

    @Test
    void it_is_answered_here_recorded_and_attached_to_what_follows() throws Exception {
        edge.policy.holdWrites(EffectPolicy.ticket(0, new InTransaction.Deny()));
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(client.run(SET))).isEqualTo("CZ");
            client.run(UPDATE);
            var shown = client.run(SHOW);
            assertThat(kinds(shown)).isEqualTo("TDCZ");
            assertThat(text(shown.get(1))).contains("refund of order 1");
            assertThat(kinds(client.run("RESET holdpoint.justification"))).isEqualTo("CZ");
            client.run("SELECT 1");
        }
        assertThat(log.shows("justification")).isFalse();
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided)
                .extracting(CommandDecided::justification)
                .containsExactly(
                        null, "refund of order 1", "refund of order 1", "refund of order 1", null);
        assertThat(decided.getFirst().facts().effects()).containsExactly(Effect.SESSION);
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.OK, Outcome.OK, Outcome.OK, Outcome.OK);
    }

    @Test
    void the_extended_protocol_answers_as_a_target_would() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("s1", SET),
                    describe('S', "s1"),
                    bind("", "s1"),
                    describe('P', ""),
                    execute("", 0),
                    close('S', "s1"),
                    parse("", SHOW),
                    bind("p", ""),
                    describe('P', "p"),
                    execute("p", 0),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("1tn2nC312TDCZ");

            client.send(
                    parse("", "SELECT id FROM orders WHERE id = 1"),
                    bind("", ""),
                    execute("", 0),
                    parse("", SHOW),
                    bind("", ""),
                    execute("", 0),
                    parse("", UPDATE),
                    bind("", ""),
                    execute("", 0),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DC12DC12CZ");
        }
        assertThat(log.shows("justification")).isFalse();
        assertThat(edge.recorder.of(CommandDecided.class).getLast().justification())
                .isEqualTo("refund of order 1");
    }

    @Test
    void a_name_that_is_taken_stays_taken_whoever_keeps_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("a", SET), parse("a", "SELECT 1"), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("42P05");
            client.send(parse("b", "SELECT 1"), parse("b", SET), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("42P05");
            client.send(
                    close('S', "a"), parse("a", "SELECT 1"), bind("", "a"), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("312DCZ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DISCARD ALL", "DEALLOCATE ALL"})
    void a_name_is_free_again_once_all_are_given_up(String all) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("a", SHOW), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("1Z");
            client.run(all);
            client.send(bind("", "a"), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("26000");
            client.send(parse("a", SHOW), bind("", "a"), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
        }
    }

    @Test
    void what_it_keeps_counts_as_what_the_session_keeps() throws Exception {
        var large = SHOW + " /* " + "x".repeat(250 * 1024) + " */";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(many(n -> parse("s" + n, large)));
            var answer = client.untilReady();
            assertThat(kinds(answer)).matches("1{10,99}EZ");
            assertThat(text(answer.get(answer.size() - 2)))
                    .contains("too many prepared statements in this session");
            client.run("DEALLOCATE ALL");
            client.send(parse("s", large), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("1Z");
        }
    }

    @Test
    void it_keeps_no_more_names_than_anybody_needs() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(many(n -> parse("s" + n, SHOW)));
            assertThat(sqlState(client.untilReady())).isEqualTo("54000");
            client.send(parse("s1", "SELECT 1"), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("42P05");

            client.send(many(n -> bind("p" + n, "s1")));
            assertThat(sqlState(client.untilReady())).isEqualTo("54000");
            client.send(bind("p1", "s1"), execute("p1", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("2DCZ");
        }
    }

    private static PgFrame[] many(IntFunction<PgFrame> message) {
        return Stream.concat(IntStream.rangeClosed(0, 100).mapToObj(message), Stream.of(sync()))
                .toArray(PgFrame[]::new);
    }

    @Test
    void pgjdbc_sets_and_shows_it_like_any_setting() throws Exception {
        var log = edge.log();
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL holdpoint.justification = 'for this transaction'");
            try (var rows = statement.executeQuery(SHOW)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("for this transaction");
            }
            connection.commit();
            try (var rows = statement.executeQuery(SHOW)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEmpty();
            }
        }
        assertThat(log.shows("justification")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SET + "; " + UPDATE,
                UPDATE + "; " + SHOW,
                "SET holdpoint.mode = 'off'",
                "SET holdpoint.justification = E'a\\nb'",
                "SET holdpoint.justification = 'a', 'b'"
            })
    void what_cannot_be_done_is_refused_and_nothing_of_the_text_runs(String text) throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(sqlState(client.run(text))).isEqualTo("0A000");
            client.send(parse("", text), bind("", ""), execute("", 0), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("0A000");
        }
        assertThat(log.shows("holdpoint.")).isFalse();
        assertThat(log.shows(UPDATE)).isFalse();
    }

    @Test
    void in_a_failed_transaction_it_fails_as_everything_does() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            client.run("SELECT 1 / 0");
            assertThat(sqlState(client.run(SET))).isEqualTo("25P02");
            client.run("ROLLBACK");
            assertThat(kinds(client.run(SET))).isEqualTo("CZ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ROLLBACK", "END", "COMMIT AND CHAIN"})
    void one_for_a_transaction_ends_with_it_within_a_pipeline(String end) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var frames = executing("BEGIN", LOCAL, UPDATE, end, UPDATE, "ROLLBACK");
            client.send(frames.toArray(PgFrame[]::new));
            client.untilReady();
        }
        assertThat(justifications()).containsExactly("for this transaction", null);
    }

    @Test
    void one_for_a_pipeline_ends_with_its_sync() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var frames = executing("SELECT 1", LOCAL, UPDATE);
            frames.addAll(executing(UPDATE));
            client.send(frames.toArray(PgFrame[]::new));
            client.untilReady();
            client.untilReady();
        }
        assertThat(justifications()).containsExactly("for this transaction", null);
    }

    @Test
    void one_for_a_transaction_is_not_that_of_what_a_text_runs_behind_its_end() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            client.run(LOCAL);
            client.run("COMMIT; " + UPDATE);
        }
        assertThat(edge.recorder.of(CommandDecided.class).getLast().justification()).isNull();
    }

    @Test
    void an_empty_one_for_a_transaction_hides_that_of_the_session() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run(SET);
            client.run("BEGIN");
            client.run("SET LOCAL holdpoint.justification = ''");
            client.run(UPDATE);
            client.run("COMMIT");
            client.run(UPDATE);
        }
        assertThat(justifications()).containsExactly(null, "refund of order 1");
    }

    private List<String> justifications() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(decided -> decided.text().equals(UPDATE))
                .map(CommandDecided::justification)
                .toList();
    }

    private static List<PgFrame> executing(String... texts) {
        var frames = new ArrayList<PgFrame>();
        for (var text : texts) {
            frames.addAll(List.of(parse("", text), bind("", ""), execute("", 0)));
        }
        frames.add(sync());
        return frames;
    }

    @Test
    void a_refused_setting_aborts_the_transaction_around_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            var refused = client.run("SET holdpoint.mode = 'off'");
            assertThat((char) refused.getLast().body().readByte()).isEqualTo('E');
        }
    }

    @Test
    void tags_of_sqlcommenter_are_recorded() throws Exception {
        var parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SELECT 1 /*route='%2Frefund',traceparent='" + parent + "'*/");
        }
        assertThat(edge.recorder.of(CommandDecided.class).getLast().tags())
                .isEqualTo(Map.of("route", "/refund", "traceparent", parent));
    }
}
