package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.CuttingRelay;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.login.scram.ChannelBinding;
import dev.holdpoint.edge.postgres.login.scram.ScramClient;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
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
                cut(client, session, cut);
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
        int enough = 1008 / Session.MESSAGES;
        var all = Buffer.buffer();
        for (int times = 0; times < enough; times++) {
            all.appendBuffer(session);
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.write(all);
            for (int times = 0; times < enough; times++) {
                assertThat(Session.answer(client)).as("time " + times).isEqualTo(answer);
            }
            assertThat(Session.record(edge.recorder))
                    .isEqualTo(
                            Collections.nCopies(enough, record).stream()
                                    .flatMap(List::stream)
                                    .toList());
        }
    }

    @Test
    void a_goodbye_cut_at_every_byte_is_one() throws Exception {
        var goodbye = FrontendFrames.terminate().bytes();
        for (int cut = 1; cut < goodbye.length(); cut++) {
            try (var client = RawClient.loggedIn(edge)) {
                edge.recorder.forget();
                cut(client, query("SELECT 1").bytes().copy().appendBuffer(goodbye), cut);
                assertThat(kinds(client.untilClosed())).isEqualTo("TDCZ");
            }
            Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
            assertThat(edge.recorder.of(SessionClosed.class))
                    .extracting(SessionClosed::end)
                    .containsOnly(SessionEnd.CLIENT_CLOSED);
        }
    }

    @Test
    void a_log_in_with_a_token_cut_at_every_byte_is_one() throws Exception {
        var start = startUp("oidc");
        var token = PgWriter.frame('p').putString(OpenDoor.TOKEN).done().bytes();
        for (int cut = 1; cut < start.length(); cut++) {
            try (var client = RawClient.encrypted(edge)) {
                cut(client, start, cut);
                assertThat(client.receive().kind()).isEqualTo('R');
                cut(client, token, Math.min(cut, token.length() - 1));
                assertSameSession(client, "cut at " + cut);
            }
        }
    }

    @Test
    void a_log_in_with_a_password_cut_at_every_byte_is_one() throws Exception {
        var start = startUp(OpenDoor.USER);
        boolean cutAll = false;
        for (int cut = 1; !cutAll; cut++) {
            try (var client = RawClient.encrypted(edge)) {
                cut(client, start, Math.min(cut, start.length() - 1));
                cutAll = prove(client, cut);
                assertSameSession(client, "cut at " + cut);
            }
        }
    }

    /** By SCRAM; tells whether its longer message has no further place to be cut at. */
    private static boolean prove(RawClient client, int cut) throws IOException {
        var scram = new ScramClient(OpenDoor.PASSWORD, "nonce" + cut, new ChannelBinding.None());
        client.receive();
        var first = scram.clientFirst().getBytes(UTF_8);
        cutOrWhole(
                client,
                PgWriter.frame('p')
                        .putString("SCRAM-SHA-256")
                        .putInt(first.length)
                        .putBytes(first)
                        .done()
                        .bytes(),
                cut);
        var challenge = client.receive().body();
        challenge.readInt();
        var last = scram.clientFinal(PgBody.utf8(challenge.readRest())).getBytes(UTF_8);
        var proof = PgWriter.frame('p').putBytes(last).done().bytes();
        cutOrWhole(client, proof, cut);
        return cut >= proof.length() - 1;
    }

    private void assertSameSession(RawClient client, String how) throws IOException {
        client.untilReady();
        client.write(session);
        assertSameAs(client, how);
    }

    private static Buffer startUp(String user) {
        var startup = PgWriter.startup().putInt(0x0003_0000);
        for (var text : List.of("user", user, "database", "payments")) {
            startup.putString(text);
        }
        return startup.putByte(0).done().bytes();
    }

    @Test
    void a_start_up_of_one_byte_at_a_time_is_a_start_up() throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            inPieces(client, startUp("oidc"), 1);
            assertThat(client.receive().kind()).isEqualTo('R');
            inPieces(client, PgWriter.frame('p').putString(OpenDoor.TOKEN).done().bytes(), 1);
            assertSameSession(client, "start-up");
        }
    }

    private static void cutOrWhole(RawClient client, Buffer bytes, int at) throws IOException {
        cut(client, bytes, Math.min(at, bytes.length() - 1));
    }

    private static void cut(RawClient client, Buffer bytes, int at) throws IOException {
        client.write(bytes.getBuffer(0, at));
        client.write(bytes.getBuffer(at, bytes.length()));
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
