package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large objects, by the FunctionCall message drivers use for them. */
class LargeObjectIT {
    private static final byte[] CONTENT = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    private static final int READ_WRITE = 0x60000;
    private static final int LO_CREAT = 957;
    private static final int LO_OPEN = 952;
    private static final int LOWRITE = 955;
    private static final int LOREAD = 954;
    private static final int LO_LSEEK = 956;
    private static final int LO_UNLINK = 964;
    private static final int LO_IMPORT = 764;

    private final Edge edge = Edge.fresh();

    @Test
    void a_client_writes_and_reads_one_and_each_call_is_decided() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(RawClient.query("BEGIN"));
            client.untilReady();
            var oid = called(client, LO_CREAT, number(READ_WRITE));
            var object = called(client, LO_OPEN, oid, number(READ_WRITE));
            assertThat(called(client, LOWRITE, object, CONTENT)).isEqualTo(number(CONTENT.length));
            called(client, LO_LSEEK, object, number(0), number(0));
            assertThat(called(client, LOREAD, object, number(CONTENT.length))).isEqualTo(CONTENT);
            called(client, LO_UNLINK, oid);
            client.send(RawClient.query("COMMIT"));
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .contains(
                        "SELECT pg_catalog.lo_creat($1)",
                        "SELECT pg_catalog.lowrite($1, $2)",
                        "SELECT pg_catalog.loread($1, $2)",
                        "SELECT pg_catalog.lo_unlink($1)");
        assertThat(edge.recorder.of(CommandCompleted.class))
                .allMatch(completed -> completed.outcome() == Outcome.OK)
                .extracting(CommandCompleted::rows)
                .as("each call returns one, as selecting it would; BEGIN and COMMIT none")
                .containsExactly(0L, 1L, 1L, 1L, 1L, 1L, 1L, 0L);
    }

    @Test
    void what_policy_holds_or_denies_by_name_it_denies_by_number_as_well() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(RawClient.query("BEGIN"));
            client.untilReady();
            client.send(call(LO_UNLINK, number(1)));
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        var decided = edge.recorder.of(CommandDecided.class).getLast();
        assertThat(decided.facts().effects()).contains(Effect.WRITE);
        assertThat(decided.parameters()).containsExactly("\\x00000001");
    }

    @Test
    void where_values_are_looked_for_no_call_is_let_through_and_nobody_is_asked_about_one()
            throws Exception {
        var looks = List.of(Detector.CREDIT_CARD);
        edge.policy.obligations(
                List.of(new Obligation.DetectValues(looks, new Mask.Redact(), "p/looks")));
        for (var writes : Writes.values()) {
            edge.policy.writes(writes, 900);
            try (var client = RawClient.loggedIn(edge)) {
                client.send(call(LO_CREAT, number(READ_WRITE)));
                var refused = client.untilReady();
                assertThat(kinds(refused)).isEqualTo("EZ");
                assertThat(sqlState(refused)).isEqualTo("42501");
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .hasSize(Writes.values().length)
                .allMatch(decided -> decided.decision() instanceof Decision.Deny);
        assertThat(edge.recorder.of(CommandRefused.class))
                .hasSize(Writes.values().length)
                .allMatch(refused -> refused.reason().contains("cannot be masked"));
        assertThat(edge.holds.size()).isZero();
    }

    @Test
    void any_other_function_is_refused() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(call(LO_IMPORT, number(1)));
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
        }
    }

    private static byte[] called(RawClient client, int function, byte[]... arguments)
            throws Exception {
        client.send(call(function, arguments));
        var answer = client.untilReady();
        assertThat(kinds(answer)).isEqualTo("VZ");
        var body = answer.getFirst().body();
        return body.readBytes(body.readInt());
    }

    private static PgFrame call(int function, byte[]... arguments) {
        var call = PgWriter.frame('F').putInt(function).putShort(1).putShort(1);
        call.putShort(arguments.length);
        for (var argument : arguments) {
            call.putInt(argument.length).putBytes(argument);
        }
        return call.putShort(1).done();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
