package dev.holdpoint.edge.postgres.session.upstream;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.MemoryRecorder;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.RogueTarget;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A target is untrusted input. */
class RogueTargetIT {
    /** 4 Mi, of which each message counts 64; one more is sent before that is noticed. */
    private static final long SYNCS_AHEAD = (4L << 20) / 64 + 1;

    private final Edge edge = Edge.fresh();

    @Test
    void no_more_syncs_are_sent_ahead_than_other_messages() throws Exception {
        try (var rogue = RogueTarget.mute();
                var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()))) {
            var flood = RawClient.sync().bytes().getBytes();
            var sender = Thread.ofVirtual().start(() -> flood(client, flood));
            Awaitility.await().until(() -> rogue.syncs() >= SYNCS_AHEAD);
            var ended = edge.live.endAll(SessionEnd.KILLED);
            rogue.hangUp();
            Awaitility.await().until(ended::isComplete);
            sender.join();
            assertThat(rogue.syncs()).isEqualTo(SYNCS_AHEAD);
        }
    }

    @Test
    void who_leaves_while_a_target_owes_an_answer_and_nothing_runs_leaves_no_session_behind()
            throws Exception {
        try (var rogue = RogueTarget.mute()) {
            var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()));
            client.send(RawClient.sync(), query("SELECT 1"));
            Awaitility.await().until(() -> rogue.syncs() == 1);
            client.close();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        }
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.CLIENT_CLOSED);
        assertThat(edge.recorder.of(CommandDecided.class)).isEmpty();
    }

    private static void flood(RawClient client, byte[] message) {
        var some = Buffer.buffer();
        for (int i = 0; i < 10_000; i++) {
            some.appendBytes(message);
        }
        try {
            for (int i = 0; i < 100; i++) {
                client.write(some);
            }
        } catch (IOException hungUp) {
            return;
        }
    }

    @Test
    void the_targets_password_is_never_sent_in_clear_nor_by_md5() throws Exception {
        for (var ask :
                List.of(
                        PgWriter.frame('R').putInt(3).done(),
                        PgWriter.frame('R').putInt(5).putInt(7).done(),
                        PgWriter.frame('R').putInt(9).done())) {
            try (var rogue = new RogueTarget(ask.bytes(), Buffer.buffer())) {
                assertThat(sqlState(login(rogue))).isEqualTo("08001");
                assertThat(rogue.heard()).doesNotContain("the-targets-own-password");
            }
        }
    }

    @Test
    void a_target_whose_settings_change_what_texts_mean_is_left_at_once() throws Exception {
        for (var setting :
                List.of(
                        List.of("standard_conforming_strings", "off"),
                        List.of("client_encoding", "SJIS"))) {
            var report =
                    PgWriter.frame('S').putString(setting.get(0)).putString(setting.get(1)).done();
            var greeting = report.bytes().copy().appendBuffer(RogueTarget.welcome());
            try (var rogue = new RogueTarget(greeting, Buffer.buffer())) {
                assertThat(sqlState(login(rogue))).isEqualTo("08001");
            }
        }
    }

    @Test
    void malformed_and_unasked_answers_end_the_session_with_an_unknown_outcome() throws Exception {
        var attacks =
                List.of(
                        Buffer.buffer().appendByte((byte) 'E').appendInt(0x40000000),
                        Buffer.buffer().appendByte((byte) 'D').appendInt(-1),
                        Buffer.buffer().appendByte((byte) 'x').appendInt(4),
                        PgWriter.frame('W').putByte(0).putShort(0).done().bytes(),
                        PgWriter.frame('R').putInt(3).done().bytes(),
                        PgWriter.frame('K').putInt(3).putInt(3).done().bytes(),
                        PgWriter.frame('D').putShort(1).putInt(-7).done().bytes(),
                        description().bytes().copy().appendBuffer(row(-7).bytes()),
                        PgWriter.frame('S')
                                .putString("standard_conforming_strings")
                                .putString("off")
                                .done()
                                .bytes());
        for (var attack : attacks) {
            edge.recorder.forget();
            try (var rogue = new RogueTarget(RogueTarget.welcome(), attack);
                    var client = RawClient.loggedIn(edge, rogueTarget(rogue))) {
                client.send(query(RogueTarget.PROVOCATION));
                assertThat(kinds(client.untilClosed())).as(attack.toString()).endsWith("E");
                Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
            }
            assertThat(edge.recorder.of(CommandCompleted.class))
                    .extracting(CommandCompleted::outcome)
                    .containsExactly(Outcome.UNKNOWN);
        }
    }

    @Test
    void an_answer_the_edge_fails_at_ends_the_session() throws Exception {
        edge.recorder.delay(MemoryRecorder.refusing(CommandCompleted.class));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT 1"));
            assertThat(sqlState(client.untilClosed())).isEqualTo("08006");
            Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        }
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.TARGET_CLOSED);
        assertThat(edge.recorder.of(CommandCompleted.class)).hasSize(1);
    }

    private List<PgFrame> login(RogueTarget rogue) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            return client.logIn(rogueTarget(rogue));
        }
    }

    private String rogueTarget(RogueTarget rogue) {
        return edge.door.targetAt(rogue.port());
    }

    private static PgFrame description() {
        return PgWriter.frame('T')
                .putShort(1)
                .putString("x")
                .putInt(99_999)
                .putShort(1)
                .putInt(25)
                .putShort(-1)
                .putInt(-1)
                .putShort(0)
                .done();
    }

    private static PgFrame row(int length) {
        return PgWriter.frame('D')
                .putShort(1)
                .putInt(length)
                .putBytes("4111".getBytes(StandardCharsets.UTF_8))
                .done();
    }
}
