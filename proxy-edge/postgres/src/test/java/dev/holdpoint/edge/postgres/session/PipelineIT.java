package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Messages sent without waiting for the answers to those before. */
class PipelineIT {
    private final Edge edge = Edge.fresh();

    @Test
    void many_commands_in_one_segment_are_each_decided_and_answered_in_order() throws Exception {
        var frames = new ArrayList<PgFrame>();
        frames.add(parse("s", "SELECT $1::text"));
        for (int i = 0; i < 100; i++) {
            frames.add(bind("", "s", "value " + i));
            frames.add(execute("", 0));
        }
        frames.add(sync());
        try (var client = RawClient.loggedIn(edge)) {
            client.send(frames.toArray(PgFrame[]::new));
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("1" + "2DC".repeat(100) + "Z");
            for (int i = 0; i < 100; i++) {
                assertThat(text(answer.get(2 + 3 * i))).endsWith("value " + i);
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(100);
        assertThat(edge.recorder.of(CommandCompleted.class))
                .hasSize(100)
                .allMatch(completed -> completed.outcome() == Outcome.OK);
    }

    @Test
    void many_segments_are_answered_in_order_whatever_a_name_means_in_each() throws Exception {
        var frames = new ArrayList<PgFrame>();
        for (int i = 0; i < 50; i++) {
            frames.add(parse("", "SELECT " + i));
            frames.add(bind("", ""));
            frames.add(execute("", 0));
            frames.add(sync());
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(frames.toArray(PgFrame[]::new));
            for (int i = 0; i < 50; i++) {
                var answer = client.untilReady();
                assertThat(kinds(answer)).isEqualTo("12DCZ");
                assertThat(text(answer.get(2))).endsWith(Integer.toString(i));
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .startsWith("SELECT 0", "SELECT 1")
                .hasSize(50);
    }

    @Test
    void a_parse_that_fails_leaves_its_name_what_it_was_for_later_segments() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", "SELECT 'first'"), sync());
            client.untilReady();
            client.send(
                    parse("s", "SELECT 'second'"), sync(), bind("", "s"), execute("", 0), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("42P05");
            assertThat(kinds(client.untilReady())).isEqualTo("2DCZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .containsExactly("SELECT 'first'");
    }

    @Test
    void a_name_closed_and_parsed_again_in_one_segment_means_the_new_text() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("s", "SELECT 'first'"),
                    close('S', "s"),
                    parse("s", "SELECT 'second'"),
                    bind("", "s"),
                    execute("", 0),
                    close('S', "s"),
                    bind("", "s"),
                    execute("", 0),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("1312DC3EZ");
            assertThat(sqlState(answer)).isEqualTo("26000");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .containsExactly("SELECT 'second'");
    }

    @Test
    void commands_behind_an_error_are_skipped_and_recorded_as_not_sent() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("bad", "SELECT 1 / (id - id) FROM orders"),
                    parse("good", "UPDATE orders SET amount = -1 WHERE id = 1"),
                    bind("", "bad"),
                    execute("", 0),
                    bind("", "good"),
                    execute("", 0),
                    sync(),
                    query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("112EZ");
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        var completed = edge.recorder.of(CommandCompleted.class);
        assertThat(completed.getFirst().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(completed.getLast().outcome()).isEqualTo(Outcome.OK);
        assertThat(completed.subList(1, completed.size() - 1))
                .allMatch(skipped -> skipped.outcome() == Outcome.NOT_SENT);
        assertThat(edge.rowsBeside("SELECT 1 FROM orders WHERE amount = -1")).isEmpty();
    }

    @Test
    void a_command_to_be_held_behind_an_error_is_never_held() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("bad", "SELECT 1 / (id - id) FROM orders"),
                    parse("held", "UPDATE orders SET amount = -1 WHERE id = 1"),
                    bind("", "bad"),
                    execute("", 0),
                    bind("", "held"),
                    execute("", 0),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("112EZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::decision)
                .hasSize(1)
                .allMatch(Decision.Allow.class::isInstance);
    }

    @Test
    void a_held_command_holds_everything_behind_it() throws Exception {
        edge.policy.writes(Writes.HELD_EVEN_IN_TRANSACTION, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("s", "SELECT 'before'"),
                    parse("w", "UPDATE orders SET amount = amount WHERE id = 1"),
                    bind("", "s"),
                    execute("", 0),
                    bind("", "w"),
                    execute("", 0),
                    bind("", "s"),
                    execute("", 0),
                    sync());
            assertThat(kinds(receive(client, 7))).isEqualTo("112DC2N");
            Awaitility.await().until(() -> edge.holds.size() == 1);
            assertThat(client.available()).isZero();
            assertThat(edge.recorder.of(CommandDecided.class)).hasSize(2);
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("C2DCZ");
        }
    }

    @Test
    void flush_without_sync_brings_the_answers() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT 1"), bind("", ""), execute("", 0), FrontendFrames.flush());
            assertThat(kinds(receive(client, 4))).isEqualTo("12DC");
            client.send(sync());
            assertThat(kinds(client.untilReady())).isEqualTo("Z");
        }
    }

    @Test
    void what_a_prepare_in_sql_means_is_known_to_what_is_sent_behind_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("p", "PREPARE cards AS SELECT card_number || '' FROM customers"),
                    bind("", "p"),
                    execute("", 0),
                    parse("e", "EXECUTE cards"),
                    bind("", "e"),
                    execute("", 0),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12C12DDCZ");
            for (var frame : answer) {
                assertThat(text(frame)).doesNotContain("1111").doesNotContain("0004");
            }
        }
    }

    @Test
    void success_that_lasts_is_told_once_the_log_has_it_and_reading_is_not_delayed()
            throws Exception {
        edge.recorder.delay(CommandCompleted.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", "SELECT 1"), bind("", ""), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
            client.send(
                    parse("", "UPDATE orders SET amount = amount WHERE id = 1"),
                    bind("", ""),
                    execute("", 0),
                    sync());
            assertThat(kinds(receive(client, 3))).isEqualTo("12C");
            Awaitility.await().until(() -> edge.recorder.waiting() == 2);
            assertThat(client.available()).isZero();
            edge.recorder.acknowledge();
            assertThat(kinds(client.untilReady())).isEqualTo("Z");
        }
    }

    private static List<PgFrame> receive(RawClient client, int count) throws Exception {
        var frames = new ArrayList<PgFrame>();
        while (frames.size() < count) {
            frames.add(client.receive());
        }
        return frames;
    }

    private static String text(PgFrame frame) {
        return new String(frame.bytes().getBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void what_was_sent_before_a_goodbye_is_answered() throws Exception {
        var frames = new ArrayList<PgFrame>();
        for (int i = 0; i < 500; i++) {
            frames.add(query("SELECT n, 'row ' || n FROM generate_series(1, 100) n"));
        }
        frames.add(FrontendFrames.terminate());
        try (var client = RawClient.loggedIn(edge)) {
            client.send(frames.toArray(PgFrame[]::new));

            assertThat(kinds(client.untilClosed()))
                    .isEqualTo(("T" + "D".repeat(100) + "CZ").repeat(500));
        }
    }
}
