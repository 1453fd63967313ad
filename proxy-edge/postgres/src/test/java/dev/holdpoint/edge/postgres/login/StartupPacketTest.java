package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.login.StartupPacket.CancelRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.GssRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.SslRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.Startup;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupPacketTest {
    @Test
    void the_four_first_packets_are_told_apart() {
        assertThat(StartupPacket.read(Buffer.buffer().appendInt(8).appendInt(80877103)))
                .contains(new SslRequest());
        assertThat(StartupPacket.read(Buffer.buffer().appendInt(8).appendInt(80877104)))
                .contains(new GssRequest());
        assertThat(
                        StartupPacket.read(
                                Buffer.buffer()
                                        .appendInt(16)
                                        .appendInt(80877102)
                                        .appendInt(7)
                                        .appendInt(-9)))
                .contains(new CancelRequest(7, Buffer.buffer().appendInt(-9)));
        assertThat(StartupPacket.read(startup("user", "oidc", "database", "payments")))
                .contains(new Startup(3, 0, Map.of("user", "oidc", "database", "payments")));
    }

    @Test
    void a_packet_is_not_read_before_it_is_whole() {
        var packet = startup("user", "oidc");
        for (int cut = 0; cut < packet.length(); cut++) {
            assertThat(StartupPacket.read(packet.getBuffer(0, cut))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 10 * 1024 + 1, 0x7fffffff, 0xffffffff, Integer.MIN_VALUE})
    void a_length_out_of_bounds_is_refused_at_once(int length) {
        assertThatThrownBy(() -> StartupPacket.read(Buffer.buffer().appendInt(length)))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void a_parameter_given_twice_could_mean_two_things() {
        assertThatThrownBy(() -> StartupPacket.read(startup("user", "a", "user", "b")))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining("user");
    }

    @Test
    void a_packet_that_ends_too_early_or_too_late_is_refused() {
        var tooLate = startup("user", "oidc").appendByte((byte) 'x');
        tooLate.setInt(0, tooLate.length());
        var tooEarly = Buffer.buffer().appendInt(10).appendInt(0x30000).appendString("us");
        for (var bytes : new Buffer[] {tooLate, tooEarly}) {
            assertThatThrownBy(() -> StartupPacket.read(bytes)).isInstanceOf(MalformedFrame.class);
        }
    }

    private static Buffer startup(String... namesAndValues) {
        var writer = PgWriter.startup().putInt(0x0003_0000);
        for (var text : namesAndValues) {
            writer.putString(text);
        }
        return writer.putByte(0).done().bytes();
    }
}
