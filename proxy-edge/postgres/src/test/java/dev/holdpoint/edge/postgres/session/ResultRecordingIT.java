package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where policy asks for it, what the client is shown is recorded: no more, no less. */
class ResultRecordingIT {
    private static final String MANY = "SELECT repeat('x', 1000) FROM generate_series(1, 20000)";
    private static final int CHUNK = 64 * 1024;

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void record() {
        edge.policy.obligations(
                Stream.concat(
                                EffectPolicy.CARDS.stream(),
                                Stream.of(new Obligation.RecordResults("payments")))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, card_number FROM customers ORDER BY id",
                "SELECT 1 AS one; SELECT name FROM customers WHERE id = 1; SELECT 3",
                "SELECT name, 1 / (id - 1) FROM customers",
                "UPDATE orders SET amount = amount WHERE id = 1",
                "COPY orders TO STDOUT",
                "COPY orders TO STDOUT (FORMAT binary)",
                "ROLLBACK; SELECT 1",
                "SELECT 1; ROLLBACK",
                "SELECT 1; SET application_name = 'seen in between'",
                "LISTEN here; NOTIFY here, 'told before the end'",
                MANY
            })
    void a_query_is_recorded_byte_for_byte_as_the_client_was_answered(String text)
            throws Exception {
        var shown = Buffer.buffer();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(text));
            client.untilReady().stream()
                    .filter(frame -> frame.kind() != 'Z')
                    .forEach(frame -> shown.appendBuffer(frame.bytes()));
        }
        var chunks = edge.recorder.of(ResultChunk.class);

        assertThat(data(chunks)).isEqualTo(shown.getBytes());
        assertThat(chunks.stream().map(ResultChunk::number))
                .isEqualTo(Stream.iterate(1L, n -> n + 1).limit(chunks.size()).toList());
        assertThat(chunks.subList(0, chunks.size() - 1)).allMatch(chunk -> size(chunk) == CHUNK);
        assertThat(chunks.stream().map(ResultChunk::digest)).isEqualTo(chain(chunks));
        assertThat(edge.recorder.of(ResultRecorded.class))
                .containsExactly(
                        new ResultRecorded(
                                chunks.getFirst().session(),
                                edge.recorder.of(CommandDecided.class).getFirst().command(),
                                chunks.size(),
                                shown.length(),
                                chunks.getLast().digest()));
        assertThat(new String(data(chunks), ISO_8859_1)).doesNotContain("4111111111111111");
    }

    @Test
    void it_is_on_record_before_the_outcome() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT 1"));
            client.untilReady();
        }
        assertThat(edge.recorder.all())
                .extracting(taken -> taken.event().getClass().getSimpleName())
                .containsSubsequence(
                        "CommandDecided", "ResultChunk", "ResultRecorded", "CommandCompleted");
    }

    @Test
    void rows_that_nobody_described_to_the_client_are_described_in_the_recording()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT id, card_number FROM customers ORDER BY id"),
                    bind("", ""),
                    execute("", 1),
                    execute("", 0),
                    sync());
            assertThat(kinds(client.untilReady())).startsWith("12Ds").endsWith("CZ");
        }
        assertThat(kinds(frames(data(edge.recorder.of(ResultChunk.class)))))
                .startsWith("TDsD")
                .endsWith("C");
        assertThat(edge.recorder.of(ResultRecorded.class)).hasSize(1);
    }

    @Test
    void each_of_several_commands_has_a_recording_of_its_own() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT name FROM customers WHERE id = $1"),
                    bind("", "", "1"),
                    execute("", 0),
                    bind("", "", "2"),
                    execute("", 0),
                    sync());
            client.untilReady();
        }
        var commands = edge.recorder.of(CommandDecided.class);
        assertThat(edge.recorder.of(ResultChunk.class))
                .extracting(ResultChunk::command)
                .containsExactly(commands.get(0).command(), commands.get(1).command());
        assertThat(edge.recorder.of(ResultRecorded.class)).hasSize(2);
    }

    @Test
    void what_the_target_says_to_an_idle_client_is_added_to_the_command_before() throws Exception {
        edge.policy.obligations(
                List.of(
                        new Obligation.RecordResults("payments"),
                        new Obligation.DetectValues(
                                List.of(Detector.CREDIT_CARD), new Mask.Redact(), "p/looks")));
        var shown = Buffer.buffer();
        try (var client = RawClient.loggedIn(edge)) {
            shown.appendBuffer(client.run("LISTEN news").getFirst().bytes());
            for (int i = 1; i <= 2; i++) {
                edge.beside("NOTIFY news, 'card 4111111111111111 of Ada'");
                shown.appendBuffer(client.receive().bytes());
            }
        }
        Awaitility.await().until(() -> edge.recorder.of(ResultRecorded.class).size() == 3);
        var chunks = edge.recorder.of(ResultChunk.class);

        assertThat(data(chunks)).isEqualTo(shown.getBytes());
        assertThat(new String(data(chunks), ISO_8859_1))
                .contains("card **** of Ada")
                .doesNotContain("4111111111111111");
        assertThat(chunks.stream().map(ResultChunk::digest)).isEqualTo(chain(chunks));
        assertThat(edge.recorder.of(ResultRecorded.class).getLast())
                .isEqualTo(
                        new ResultRecorded(
                                chunks.getFirst().session(),
                                edge.recorder.of(CommandDecided.class).getFirst().command(),
                                3,
                                shown.length(),
                                chunks.getLast().digest()));
    }

    @Test
    void a_parameter_reported_at_sync_is_added_to_the_command_before() throws Exception {
        var shown = Buffer.buffer();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SET application_name = 'reported'"),
                    bind("", ""),
                    execute("", 0),
                    sync());
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("12CSZ");
            answer.subList(2, 4).forEach(frame -> shown.appendBuffer(frame.bytes()));
        }
        assertThat(data(edge.recorder.of(ResultChunk.class))).isEqualTo(shown.getBytes());
    }

    @Test
    void nothing_is_recorded_that_no_policy_asks_for() throws Exception {
        edge.policy.obligations(EffectPolicy.CARDS);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT card_number FROM customers"));
            client.untilReady();
            client.run("SET application_name = 'unseen'");
        }
        assertThat(edge.recorder.of(ResultChunk.class)).isEmpty();
        assertThat(edge.recorder.of(ResultRecorded.class)).isEmpty();
    }

    @Test
    void the_target_waits_while_the_log_does_not_take_what_was_shown() throws Exception {
        edge.recorder.delay(ResultChunk.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(MANY));
            Awaitility.await().until(() -> edge.recorder.waiting() > 8);
            client.send(query("SELECT 1"));
            assertThat(edge.recorder.waiting()).isLessThan(32);
            assertThat(edge.recorder.of(CommandCompleted.class)).isEmpty();

            edge.recorder.acknowledge();
            assertThat(client.untilReady()).hasSize(20_003);
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(edge.recorder.of(ResultRecorded.class)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(classes = {ResultChunk.class, ResultRecorded.class})
    void a_session_whose_result_cannot_be_recorded_ends(Class<? extends HoldpointEvent> which)
            throws Exception {
        edge.recorder.lose(which::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(MANY));
            assertThat(sqlState(client.untilClosed())).isEqualTo("58000");
        }
        Awaitility.await().until(() -> edge.recorder.of(CommandCompleted.class).size() == 1);
    }

    private static byte[] data(List<ResultChunk> chunks) {
        var all = Buffer.buffer();
        chunks.forEach(chunk -> all.appendBytes(Base64.getDecoder().decode(chunk.data())));
        return all.getBytes();
    }

    private static int size(ResultChunk chunk) {
        return Base64.getDecoder().decode(chunk.data()).length;
    }

    /** The digests as an outsider works them out. */
    private static List<Digest> chain(List<ResultChunk> chunks) {
        var digests = new ArrayList<Digest>();
        var link = new byte[0];
        for (var chunk : chunks) {
            var sha = Sha256.start();
            sha.update(link);
            link = sha.digest(Base64.getDecoder().decode(chunk.data()));
            digests.add(new Digest("sha256:" + HexFormat.of().formatHex(link)));
        }
        return digests;
    }

    private static List<PgFrame> frames(byte[] bytes) {
        var decoder = new PgFrameDecoder(_ -> 1 << 20);
        decoder.feed(Buffer.buffer(bytes));
        var frames = new ArrayList<PgFrame>();
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get());
        }
        return frames;
    }
}
