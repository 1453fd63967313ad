package dev.holdpoint.edge.postgres.replication;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire of a stream, message by message, where policy allows replication. */
class StreamIT {
    private static final PgFrame DONE = PgWriter.frame('c').done();

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void allowed() {
        allowing(List.of());
    }

    private void allowing(List<Obligation> obligations) {
        var revision = new RevisionId("sha256:" + "0".repeat(64));
        var allow = new Decision.Allow(revision, List.of("p/all"), "Fine.", obligations);
        edge.policy.leaveTo(_ -> Future.succeededFuture(new Answer(allow, false, obligations)));
    }

    @Test
    void a_client_ends_a_stream_and_goes_on() throws Exception {
        try (var client = streaming()) {
            client.send(DONE);

            assertThat(kinds(client.untilReady()).replaceAll("d*", "")).isEqualTo("cCCZ");
            assertThat(kinds(client.run("IDENTIFY_SYSTEM"))).isEqualTo("TDCZ");
        }
        assertThat(outcomes()).containsOnly(Outcome.OK);
    }

    @Test
    void what_a_target_writes_reaches_a_stream_and_answers_of_the_client_reach_the_target()
            throws Exception {
        try (var client = streaming()) {
            edge.beside("CREATE TABLE streamed AS SELECT generate_series(1, 1000) n");
            edge.beside("DROP TABLE streamed");
            var wal = data(client, 'w');

            assertThat(wal.length()).isGreaterThan(100);
            client.send(status());
            assertThat(data(client, 'k').length()).isPositive();
        }
    }

    @Test
    void a_query_within_a_stream_ends_the_session() throws Exception {
        try (var client = streaming()) {
            client.send(query("SELECT 1"));

            var said = client.untilClosed();
            assertThat(sqlState(said.stream().filter(f -> f.kind() == 'E').toList()))
                    .isEqualTo("08P01");
        }
        await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(outcomes()).endsWith(Outcome.CANCELLED);
    }

    @Test
    void a_cancel_request_ends_a_stream_and_not_the_session() throws Exception {
        try (var client = streaming()) {
            client.cancel(edge);

            var said = client.untilReady().stream().filter(f -> f.kind() != 'd').toList();
            assertThat(kinds(said)).isEqualTo("EZ");
            assertThat(sqlState(said)).isEqualTo("57014");
            assertThat(kinds(client.run("IDENTIFY_SYSTEM"))).isEqualTo("TDCZ");
        }
    }

    @Test
    void a_client_that_goes_away_ends_its_stream() throws Exception {
        try (var client = streaming()) {
            assertThat(edge.live.size()).isOne();
            assertThat(client.secretBytes()).isPositive();
        }
        await().until(() -> edge.live.size() == 0);
        assertThat(outcomes()).endsWith(Outcome.CANCELLED);
        await().until(() -> senders() == 0);
    }

    @Test
    void a_farewell_within_a_stream_is_no_violation() throws Exception {
        try (var client = streaming()) {
            client.send(PgWriter.frame('X').done());
            client.untilClosed();
        }
        await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getLast().end())
                .isEqualTo(SessionEnd.CLIENT_CLOSED);
    }

    @Test
    void a_recording_tells_how_much_was_streamed_instead_of_keeping_it() throws Exception {
        allowing(List.of(new Obligation.RecordResults("p")));
        try (var client = streaming()) {
            edge.beside(
                    "CREATE TABLE streamed(n text); INSERT INTO streamed VALUES ('do not keep me')");
            edge.beside("DROP TABLE streamed");
            var wal = data(client, 'w');
            while (!wal.contains("do not keep me")) {
                wal = data(client, 'w');
            }
            client.send(DONE);
            client.untilReady();
        }
        await().until(() -> !recorded().isEmpty());
        assertThat(recorded())
                .contains("Holdpoint does not keep what replication streams: ")
                .doesNotContain("do not keep me");
    }

    @Test
    void a_client_of_physical_replication_may_say_why_and_runs_no_statement_whoever_allows_it()
            throws Exception {
        try (var client = physical()) {
            assertThat(kinds(client.run("SET holdpoint.justification = 'nightly'")))
                    .isEqualTo("CZ");
            for (var text : List.of("SELECT 1", "IDENTIFY_SYSTEM; SELECT 1")) {
                assertThat(sqlState(client.run(text))).isEqualTo("0A000");
            }
            assertThat(kinds(client.run("IDENTIFY_SYSTEM"))).isEqualTo("TDCZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class).getLast().justification())
                .isEqualTo("nightly");
    }

    private String recorded() {
        var all = new StringBuilder();
        for (var chunk : edge.recorder.of(ResultChunk.class)) {
            all.append(
                    new String(
                            Base64.getDecoder().decode(chunk.data()), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private RawClient physical() throws IOException {
        var target = edge.door.streamsAt(edge.target.port());
        return RawClient.loggedIn(edge, target, "replication", "true");
    }

    private RawClient streaming() throws IOException {
        var client = physical();
        var from = edge.rowsBeside("SELECT pg_current_wal_flush_lsn()").getFirst().getFirst();
        client.send(query("START_REPLICATION PHYSICAL " + from));
        assertThat(client.receive().kind()).isEqualTo('W');
        return client;
    }

    /** What came in messages of that kind, as soon as one has. */
    private static String data(RawClient client, char kind) throws IOException {
        var all = new ArrayList<PgFrame>();
        do {
            all.add(client.receive());
        } while (all.getLast().body().readByte() != kind);
        return all.getLast().bytes().toString(StandardCharsets.ISO_8859_1);
    }

    /** A standby's status update that asks for an answer. */
    private static PgFrame status() {
        var update = PgWriter.frame('d').putByte('r');
        for (int half = 0; half < 8; half++) {
            update.putInt(0);
        }
        return update.putByte(1).done();
    }

    private List<Outcome> outcomes() {
        return edge.recorder.of(CommandCompleted.class).stream()
                .map(CommandCompleted::outcome)
                .toList();
    }

    private long senders() {
        return edge.rowsBeside("SELECT 1 FROM pg_stat_replication").size();
    }
}
