package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.flush;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever approves a COPY approves data nobody has seen, and is told so. */
@Tag("PG-13")
class CopyDataIT {
    private final Edge edge = Edge.fresh();

    @AfterEach
    void takeAway() {
        edge.beside("DELETE FROM orders WHERE id = 700");
    }

    @Test
    void an_approver_is_told_that_the_data_is_not_reviewed() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY orders FROM STDIN"));
            Awaitility.await().until(() -> !edge.recorder.of(CommandDecided.class).isEmpty());
            var held = edge.recorder.of(CommandDecided.class).getFirst();
            assertThat(held.text()).startsWith("COPY orders FROM STDIN\n-- data not reviewed: ");
            edge.release(Objects.requireNonNull(held.hold()));
            while (client.receive().kind() != 'G') {}
            client.send(data("700\t1\t5\twhatever\n"), PgWriter.frame('c').done());
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; COPY orders FROM STDIN | true",
                "COPY orders (id) FROM STDIN WHERE id > 1 | true",
                "COPY (DELETE FROM orders WHERE id < 0 RETURNING id) TO STDOUT | false",
                "COPY orders TO STDOUT | false",
                "COPY orders FROM '/etc/passwd' | false",
            })
    void it_is_said_of_data_from_the_client_only(String sql, boolean said) throws Exception {
        edge.policy.denyAll(true);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(sql));
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
        }
        var text = edge.recorder.of(CommandDecided.class).getFirst().text();
        assertThat(text.contains("-- data not reviewed: ")).isEqualTo(said);
    }

    /** Approvals and decisions are about a statement: what it takes in has a bound. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY orders FROM STDIN (DELIMITER ',') | 700,1,5,new",
                "COPY orders FROM STDIN (FORMAT csv) | 700,1,5,new",
                "INSERT INTO orders (id) VALUES (701); COPY orders (id) FROM STDIN | 700"
            })
    void more_data_than_one_command_may_take_is_refused_and_undone(String sql, String row)
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(sql));
            while (client.receive().kind() != 'G') {}
            client.send(data(row + "\n"));
            tooMuch(client);
            client.send(PgWriter.frame('c').done());
            assertRefused(client.untilReady(), "EZ");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
        assertThat(edge.rowsBeside("SELECT id FROM orders WHERE id IN (700, 701)")).isEmpty();
    }

    @Test
    void what_several_copies_of_one_command_take_is_added_up() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var copy = "COPY orders FROM STDIN WHERE id < 0;";
            client.send(query(copy + copy));
            while (client.receive().kind() != 'G') {}
            client.send(data("1\t1\t5\t"));
            half(client);
            client.send(data("\n"), PgWriter.frame('c').done());
            while (client.receive().kind() != 'G') {}
            half(client);
            client.send(data("x"), PgWriter.frame('c').done());
            assertRefused(client.untilReady(), "EZ");
        }
    }

    @Test
    void in_the_extended_protocol_all_up_to_sync_is_skipped() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", "COPY orders FROM STDIN"), bind("", ""), execute("", 0), flush());
            while (client.receive().kind() != 'G') {}
            tooMuch(client);
            client.send(PgWriter.frame('c').done(), parse("", "SELECT 1"), sync());
            assertRefused(client.untilReady(), "EZ");
            client.send(parse("", "SELECT 1"), bind("", ""), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
        }
    }

    private void assertRefused(List<PgFrame> answer, String kinds) {
        assertThat(kinds(answer)).isEqualTo(kinds);
        assertThat(sqlState(answer)).isEqualTo("54000");
        assertThat(text(answer.getFirst()))
                .contains("copies in more than " + Edge.COPY_IN + " bytes")
                .contains("holdpoint.edge.postgres.copy-in-bytes");
        assertThat(edge.recorder.of(CommandCompleted.class).getFirst())
                .returns(Outcome.ERROR, CommandCompleted::outcome)
                .returns("54000", CommandCompleted::errorCode);
    }

    /** What no line of ever ends. */
    private static void tooMuch(RawClient client) throws IOException {
        half(client);
        half(client);
        client.send(data("x"));
    }

    private static void half(RawClient client) throws IOException {
        var piece = data("x".repeat(1 << 20));
        for (long sent = 0; sent < Edge.COPY_IN / 2; sent += 1 << 20) {
            client.send(piece);
        }
    }

    private static PgFrame data(String text) {
        return PgWriter.frame('d').putBytes(text.getBytes(StandardCharsets.UTF_8)).done();
    }
}
