package dev.holdpoint.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final int FIRST_OF_OUTGOING = 32_768;

    @Test
    void free_ports_are_others_each_time_and_none_that_outgoing_connections_get() {
        assertThat(IntStream.range(0, 50).map(_ -> Ports.free()))
                .doesNotHaveDuplicates()
                .allMatch(port -> port > 1_023 && port < FIRST_OF_OUTGOING);
    }

    @Test
    void a_port_somebody_listens_on_is_not_free() throws IOException {
        int port = Ports.free();
        assertThat(Ports.isFree(port)).isTrue();
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(port)).isFalse();
        }
    }
}
