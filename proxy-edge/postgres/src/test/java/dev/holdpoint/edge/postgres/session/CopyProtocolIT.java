package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sequences of COPY, whole, broken off and broken into. */
class CopyProtocolIT {
    private final Edge edge = Edge.fresh();

    @Test
    void copy_in_runs_if_it_is_decided_and_ends_with_its_client() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"), query("COPY orders FROM STDIN"));
            client.untilReady();
            assertThat(client.receive().kind()).isEqualTo('G');
            client.send(data("100\t1\t5\tnew\n"), data("101\t1\t5\tnew\n"), copyDone());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("CZ");
            assertThat(text(answer.getFirst())).contains("COPY 2");
            client.send(query("ROLLBACK"));
            client.untilReady();

            client.send(parse("", "COPY orders FROM STDIN"), bind("", ""), execute("", 0));
            assertThat(kinds(List.of(client.receive(), client.receive(), client.receive())))
                    .isEqualTo("12G");
            client.send(PgWriter.frame('f').putString("no").done(), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");

            client.send(query("COPY orders FROM STDIN"));
            assertThat(client.receive().kind()).isEqualTo('G');
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(CommandCompleted.class).getLast().outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_query_in_the_middle_of_copy_data_ends_the_session() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY orders FROM STDIN"));
            assertThat(client.receive().kind()).isEqualTo('G');
            client.send(query("SELECT 1"));
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
    }

    @Test
    void copy_out_streams_what_is_not_masked() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY (SELECT id FROM orders) TO STDOUT"));
            assertThat(kinds(client.untilReady())).matches("Hd{20}cCZ");
        }
    }

    @Test
    void nothing_behind_a_violation_of_the_protocol_is_served() throws Exception {
        var tooLong = PgWriter.frame('B').putString("").putString("");
        tooLong.putShort(0).putShort(0).putShort(0).putInt(7);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    query("COPY orders FROM STDIN"),
                    data("700\t1\t5\tnew\n"),
                    query("SELECT 9"),
                    data("701\t1\t5\tnew\n"),
                    copyDone());
            client.untilClosed();
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "INSERT INTO orders VALUES (702, 1, 5, 'new')"),
                    bind("", ""),
                    execute("", 0),
                    tooLong.done(),
                    sync());
            client.untilClosed();
        }
        Awaitility.await().until(() -> edge.live.size() == 0);
        assertThat(edge.rowsBeside("SELECT id FROM orders WHERE id >= 700")).isEmpty();
    }

    private static PgFrame data(String line) {
        return PgWriter.frame('d').putBytes(line.getBytes(StandardCharsets.UTF_8)).done();
    }

    private static PgFrame copyDone() {
        return PgWriter.frame('c').done();
    }
}
