package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each length that may not be, for each type of message, is refused before anything is kept. */
@Tag("PG-3")
class WrongLengthsIT {
    private static final String TYPES = "QPBEDCFdHSXcfp\0R~\u00ff";
    private static final String LARGE = "QPB";
    private static final List<Integer> EVER_WRONG =
            List.of(0, 1, 2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1);

    /** What the edge may allocate, and keep outside of the heap, for one client. */
    private static final long FOR_ONE = 4L << 20;

    private final Edge edge = Edge.fresh();

    @Test
    void after_log_in() throws Exception {
        for (byte type : types()) {
            for (int length : wrong(type, FrontendFrames::maxLength)) {
                var memory = new Memory();
                try (var client = RawClient.loggedIn(edge)) {
                    assertRefused(client, type, length);
                }
                memory.assertGrownByLessThan(FOR_ONE);
            }
        }
    }

    @Test
    void instead_of_a_password() throws Exception {
        for (byte type : types()) {
            for (int length : wrong(type, FrontendFrames::maxLengthBeforeLogin)) {
                var memory = new Memory();
                try (var client = RawClient.encrypted(edge)) {
                    client.startup("user", "oidc", "database", "payments");
                    assertThat(client.receive().kind()).isEqualTo('R');
                    assertRefused(client, type, length);
                }
                memory.assertGrownByLessThan(FOR_ONE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_a_start_up_packet(boolean encrypted) throws Exception {
        var wrong = new ArrayList<>(EVER_WRONG);
        wrong.addAll(List.of(4, 5, 7, 10 * 1024 + 1, 0x0001_0000));
        for (int length : wrong) {
            var memory = new Memory();
            try (var client = encrypted ? RawClient.encrypted(edge) : RawClient.plain(edge)) {
                client.write(Buffer.buffer().appendInt(length).appendInt(0x0003_0000));
                assertThat(sqlState(client.untilClosed()))
                        .as("length " + length)
                        .isEqualTo("08P01");
            }
            memory.assertGrownByLessThan(FOR_ONE);
        }
    }

    /** The largest that may be is announced, and hardly anything of it sent. */
    @Test
    void what_is_announced_is_not_allocated() throws Exception {
        var clients = new ArrayList<RawClient>();
        try {
            while (clients.size() < LARGE.length()) {
                clients.add(RawClient.loggedIn(edge));
            }
            var memory = new Memory();
            for (int i = 0; i < clients.size(); i++) {
                byte type = (byte) LARGE.charAt(i);
                clients.get(i)
                        .write(
                                Buffer.buffer()
                                        .appendByte(type)
                                        .appendInt(FrontendFrames.maxLength(type))
                                        .appendString("SELECT 1"));
            }
            try (var other = RawClient.loggedIn(edge)) {
                other.run("SELECT 1");
            }
            memory.assertGrownByLessThan((clients.size() + 1) * FOR_ONE);
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private static byte[] types() {
        var types = new byte[TYPES.length()];
        for (int i = 0; i < types.length; i++) {
            types[i] = (byte) TYPES.charAt(i);
        }
        return types;
    }

    /** Of a type that may not be at all, every length is wrong. */
    private static List<Integer> wrong(byte type, IntUnaryOperator maxLength) {
        var wrong = new ArrayList<>(EVER_WRONG);
        int most = maxLength.applyAsInt(type);
        wrong.add(most < 0 ? 4 : most + 1);
        return wrong;
    }

    private static void assertRefused(RawClient client, byte type, int length) throws IOException {
        client.write(Buffer.buffer().appendByte(type).appendInt(length));
        assertThat(sqlState(client.untilClosed()))
                .as("type %02x of length %d", type, length)
                .isEqualTo("08P01");
    }

    /** What this process has allocated so far, and holds outside of its heap. */
    private static final class Memory {
        private static final ThreadMXBean THREADS =
                (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final long allocated = THREADS.getTotalThreadAllocatedBytes();
        private final long outside = PlatformDependent.usedDirectMemory();

        void assertGrownByLessThan(long bytes) {
            assertThat(THREADS.getTotalThreadAllocatedBytes() - allocated).isLessThan(bytes);
            assertThat(PlatformDependent.usedDirectMemory() - outside).isLessThan(bytes);
        }
    }
}
