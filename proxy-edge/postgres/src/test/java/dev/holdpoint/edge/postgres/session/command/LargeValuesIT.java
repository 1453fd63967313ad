package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Values and statements far larger than what is recorded of them. */
class LargeValuesIT {
    private static final int LARGE = 32 * 1024 * 1024;
    private static final int TEXT = 0;
    private static final int BINARY = 1;

    private final Edge edge = Edge.fresh();

    @Test
    void a_large_parameter_reaches_the_target_and_is_recorded_by_its_digest() throws Exception {
        var value = new byte[LARGE];
        Arrays.fill(value, (byte) 'x');
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(length(client, value, TEXT)).isEqualTo(Integer.toString(LARGE));
            value[LARGE / 2] = 'y';
            assertThat(length(client, value, BINARY)).isEqualTo(Integer.toString(LARGE));
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided.get(0).parameters().getFirst())
                .startsWith("xxxx")
                .hasSizeLessThan(400)
                .contains("(" + LARGE + " bytes in all, sha256:");
        assertThat(decided.get(1).parameters().getFirst()).startsWith("\\x7878");
    }

    @Test
    void one_byte_in_the_middle_of_a_large_parameter_makes_another_command() throws Exception {
        var value = new byte[100_000];
        Arrays.fill(value, (byte) 'x');
        try (var client = RawClient.loggedIn(edge)) {
            length(client, value, TEXT);
            length(client, value, TEXT);
            value[50_000] = 'y';
            length(client, value, TEXT);
        }
        var digests = edge.recorder.digests();
        assertThat(digests.get(1)).isEqualTo(digests.getFirst());
        assertThat(digests.get(2)).isNotEqualTo(digests.getFirst());
    }

    @Test
    void half_a_large_message_from_each_of_many_does_not_use_up_the_memory() throws Exception {
        int announced = 60 * 1024 * 1024;
        var half = sync().bytes().copy().appendByte((byte) 'B').appendInt(announced);
        half.appendBytes(new byte[100_000]);
        var room = (int) (Edge.MESSAGES / announced);
        var waiting = new ArrayList<RawClient>();
        try (var other = RawClient.loggedIn(edge)) {
            for (int i = 0; i < room; i++) {
                waiting.add(RawClient.loggedIn(edge));
                waiting.getLast().write(half);
                waiting.getLast().untilReady();
            }
            try (var oneTooMany = RawClient.loggedIn(edge)) {
                oneTooMany.write(half.getBuffer(0, 10));
                assertThat(sqlState(oneTooMany.untilClosed())).isEqualTo("53200");
            }
            other.send(RawClient.query("SELECT 1"));
            assertThat(kinds(other.untilReady())).isEqualTo("TDCZ");
        } finally {
            for (var client : waiting) {
                client.close();
            }
        }
        Awaitility.await().until(() -> edge.live.size() == 0);
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(length(client, new byte[LARGE], BINARY)).isEqualTo(Integer.toString(LARGE));
        }
    }

    @Test
    void a_message_announced_beyond_its_cap_ends_the_session_before_it_is_sent() throws Exception {
        for (var announced :
                new Announced[] {
                    new Announced('B', 64 * 1024 * 1024 + 1),
                    new Announced('P', 17 * 1024 * 1024),
                    new Announced('Q', 17 * 1024 * 1024),
                    new Announced('d', 17 * 1024 * 1024)
                }) {
            try (var client = RawClient.loggedIn(edge)) {
                client.write(
                        Buffer.buffer()
                                .appendByte((byte) announced.type)
                                .appendInt(announced.length));
                assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
            }
        }
    }

    private record Announced(char type, int length) {}

    private static String length(RawClient client, byte[] value, int format) throws Exception {
        var sql = "SELECT octet_length($1::" + (format == BINARY ? "bytea" : "text") + ")";
        client.send(parse("", sql), bind(value, format), execute("", 0), sync());
        var answer = client.untilReady();
        assertThat(kinds(answer)).isEqualTo("12DCZ");
        return firstValue(answer.get(2));
    }

    private static PgFrame bind(byte[] value, int format) {
        return PgWriter.frame('B')
                .putString("")
                .putString("")
                .putShort(1)
                .putShort(format)
                .putShort(1)
                .putInt(value.length)
                .putBytes(value)
                .putShort(0)
                .done();
    }
}
