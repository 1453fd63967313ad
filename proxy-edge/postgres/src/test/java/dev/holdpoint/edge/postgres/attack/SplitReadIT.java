package dev.holdpoint.edge.postgres.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.CuttingRelay;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the network cuts a session, it is the same session: decided and recorded alike. */
@Tag("PG-4")
class SplitReadIT {
    private final Edge edge = Edge.fresh();
    private final Buffer session = Session.bytes();
    private List<String> answer = List.of();
    private List<String> record = List.of();

    @BeforeEach
    void in_one_piece() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.write(session);
            answer = Session.answer(client);
        }
        record = Session.record(edge.recorder);
        edge.recorder.forget();
    }

    @Test
    void every_message_cut_at_every_byte() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (int cut = 1; cut < session.length(); cut++) {
                client.write(session.getBuffer(0, cut));
                client.write(session.getBuffer(cut, session.length()));
                assertSameAs(client, "cut at " + cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16})
    void a_client_that_sends_pieces_of_one_size(int piece) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            inPieces(client, session, piece);
            assertSameAs(client, piece + " bytes each");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11})
    void a_target_that_answers_in_pieces_of_one_size(int piece) throws Exception {
        try (var relay = new CuttingRelay(edge, piece);
                var client = RawClient.loggedIn(edge, edge.door.relayAt(relay.port()))) {
            client.write(session);
            assertSameAs(client, "target: " + piece + " bytes each");
        }
    }

    @Test
    void a_thousand_messages_in_one_segment() throws Exception {
        var all = Buffer.buffer();
        for (int times = 0; times < 63; times++) {
            all.appendBuffer(session);
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.write(all);
            for (int times = 0; times < 63; times++) {
                assertThat(Session.answer(client)).as("time " + times).isEqualTo(answer);
            }
            assertThat(Session.record(edge.recorder))
                    .isEqualTo(
                            Collections.nCopies(63, record).stream()
                                    .flatMap(List::stream)
                                    .toList());
        }
    }

    @Test
    void a_start_up_of_one_byte_at_a_time_is_a_start_up() throws Exception {
        var startup = PgWriter.startup().putInt(0x0003_0000);
        for (var text : List.of("user", "oidc", "database", "payments")) {
            startup.putString(text);
        }
        try (var client = RawClient.encrypted(edge)) {
            inPieces(client, startup.putByte(0).done().bytes(), 1);
            assertThat(client.receive().kind()).isEqualTo('R');
            inPieces(client, PgWriter.frame('p').putString(OpenDoor.TOKEN).done().bytes(), 1);
            client.untilReady();
            client.write(session);
            assertSameAs(client, "start-up");
        }
    }

    private void assertSameAs(RawClient client, String how) throws IOException {
        assertThat(Session.answer(client)).as(how).isEqualTo(answer);
        assertThat(Session.record(edge.recorder)).as(how).isEqualTo(record);
        edge.recorder.forget();
    }

    private static void inPieces(RawClient client, Buffer bytes, int piece) throws IOException {
        for (int at = 0; at < bytes.length(); at += piece) {
            client.write(bytes.getBuffer(at, Math.min(bytes.length(), at + piece)));
        }
    }
}
