package dev.holdpoint.edge.postgres.session.upstream;

import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.RogueTarget;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A target that never stops talking is hung up on, early and on the record. */
class RogueFloodIT {
    private static final long SOCKETS = 64L * 1024 * 1024;

    private final Edge edge = Edge.fresh();

    @Test
    void log_in_ends_however_much_the_target_has_to_say() throws Exception {
        var ok = PgWriter.frame('R').putInt(0).done().bytes();
        var status = PgWriter.frame('S').putString("a").putString("b".repeat(9_000)).done().bytes();
        var notice = PgWriter.frame('N').putByte(0).done().bytes();
        for (var greeting : List.of(ok.copy().appendBuffer(status), status, notice, ok)) {
            edge.recorder.forget();
            try (var rogue = RogueTarget.tireless(greeting, Buffer.buffer())) {
                assertThat(sqlState(login(rogue))).isEqualTo("08001");
                assertThat(rogue.said()).isLessThan(SOCKETS);
            }
            assertRefused();
        }
    }

    @Test
    void authentication_has_one_order_and_an_end() throws Exception {
        var sasl =
                PgWriter.frame('R').putInt(10).putString("SCRAM-SHA-256").putByte(0).done().bytes();
        var goOn = sasl(11, "r=x,s=YWJj,i=4096");
        var end = sasl(12, "v=YWJj");
        var ok = PgWriter.frame('R').putInt(0).done().bytes();
        for (var greeting :
                List.of(
                        goOn,
                        end,
                        sasl.copy().appendBuffer(ok).appendBuffer(RogueTarget.ready()),
                        sasl.copy().appendBuffer(sasl),
                        sasl.copy().appendBuffer(goOn).appendBuffer(goOn),
                        sasl.copy().appendBuffer(RogueTarget.ready()),
                        ok.copy().appendBuffer(sasl),
                        RogueTarget.ready(),
                        sasl.copy().appendBuffer(sasl(11, "r=x,s=YWJj,i=2000000000")),
                        row(4).bytes(),
                        Buffer.buffer().appendByte((byte) 'S').appendInt(0x3fffffff))) {
            edge.recorder.forget();
            try (var rogue = new RogueTarget(greeting, Buffer.buffer())) {
                assertThat(sqlState(login(rogue))).as(greeting.toString()).isEqualTo("08001");
            }
            assertRefused();
        }
    }

    @Test
    void rows_behind_the_end_of_a_command_end_the_session() throws Exception {
        var attack =
                PgWriter.frame('C')
                        .putString("SELECT 0")
                        .done()
                        .bytes()
                        .copy()
                        .appendBuffer(RogueTarget.ready());
        try (var rogue = RogueTarget.tireless(RogueTarget.welcome(), attack);
                var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()))) {
            client.send(query(RogueTarget.PROVOCATION));
            assertThat(client.untilClosed().getLast().kind()).isEqualTo('E');
            assertThat(rogue.said()).isLessThan(SOCKETS);
        }
        assertClosed();
    }

    @Test
    void a_giant_length_announced_is_refused_before_it_is_sent() throws Exception {
        for (char kind : "DdTENACSGH".toCharArray()) {
            edge.recorder.forget();
            var attack = Buffer.buffer().appendByte((byte) kind).appendInt(0x3fffffff);
            try (var rogue = new RogueTarget(RogueTarget.welcome(), attack);
                    var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()))) {
                client.send(query(RogueTarget.PROVOCATION));
                assertThat(sqlState(client.untilClosed())).as("" + kind).isEqualTo("08006");
            }
            assertClosed();
        }
    }

    @Test
    void answers_in_the_wrong_order_end_the_session() throws Exception {
        for (char kind : "123nstHc".toCharArray()) {
            edge.recorder.forget();
            var attack = PgWriter.frame(kind).done().bytes();
            try (var rogue = new RogueTarget(RogueTarget.welcome(), attack);
                    var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()))) {
                client.send(
                        RawClient.parse("", RogueTarget.PROVOCATION),
                        RawClient.bind("", ""),
                        RawClient.execute("", 0),
                        RawClient.sync());
                assertThat(client.untilClosed().getLast().kind()).isEqualTo('E');
            }
            assertClosed();
        }
    }

    private void assertRefused() {
        Awaitility.await().until(() -> !edge.recorder.of(SessionRefused.class).isEmpty());
        assertThat(edge.recorder.of(SessionRefused.class).getFirst().code())
                .isEqualTo(RefusalCode.TARGET_UNAVAILABLE);
    }

    private void assertClosed() {
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.TARGET_CLOSED);
    }

    private List<PgFrame> login(RogueTarget rogue) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            return client.logIn(edge.door.targetAt(rogue.port()));
        }
    }

    private static Buffer sasl(int step, String text) {
        return PgWriter.frame('R')
                .putInt(step)
                .putBytes(text.getBytes(StandardCharsets.UTF_8))
                .done()
                .bytes();
    }

    private static PgFrame row(int length) {
        return PgWriter.frame('D').putShort(1).putInt(length).putBytes(new byte[length]).done();
    }
}
