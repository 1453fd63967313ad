package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.RogueTarget;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who is slow slows the other side down, not the edge: what it keeps for both stays bounded. */
class BackPressureIT {
    private static final long FAR_TOO_MUCH = 512L * 1024 * 1024;
    private static final long BUFFERS = 64L * 1024 * 1024;

    private final Edge edge = Edge.fresh();

    @Test
    void a_target_that_takes_no_copy_data_stops_its_client() throws Exception {
        var copyIn = PgWriter.frame('G').putByte(0).putShort(0).done().bytes();
        try (var rogue = RogueTarget.deafAfter(copyIn);
                var client = RawClient.loggedIn(edge, edge.door.targetAt(rogue.port()))) {
            client.send(query(RogueTarget.PROVOCATION));
            assertThat(client.receive().kind()).isEqualTo('G');
            var data = PgWriter.frame('d').putBytes(new byte[256 * 1024]).done();
            assertThat(acceptedOf(client, data)).isLessThan(BUFFERS);
        }
    }

    @Test
    void a_busy_target_stops_a_client_that_sends_ever_more_messages() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT pg_sleep(60)"),
                    bind("", ""),
                    execute("", 0),
                    parse("s", "SELECT length($1)"));
            var value = "x".repeat(256 * 1024);
            assertThat(acceptedOf(client, bind("", "s", value))).isLessThan(BUFFERS);
            client.cancel(edge);
        }
    }

    @Test
    void a_client_that_reads_no_answers_is_not_listened_to() throws Exception {
        edge.policy.denyAll(true);
        try (var client = RawClient.loggedIn(edge)) {
            var denied = query("SELECT 1 /* " + "x".repeat(100) + " */");
            assertThat(acceptedOf(client, denied)).isLessThan(BUFFERS);
        }
    }

    @Test
    void what_waited_for_a_slow_client_goes_on_when_it_reads() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            var flood = query("SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
            client.send(flood, query("SELECT 1"));
            assertThat(client.untilReady()).hasSize(100_003);
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
    }

    /** How many bytes of a frame sent over and over are taken before nothing more is. */
    private static long acceptedOf(RawClient client, PgFrame frame) {
        var accepted = new AtomicLong();
        var sender = Thread.ofVirtual().start(() -> send(client, frame, accepted));
        var before = new AtomicLong(-1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> accepted.get() == before.getAndSet(accepted.get()));
        assertThat(sender.isAlive()).as("still sending").isTrue();
        return accepted.get();
    }

    private static void send(RawClient client, PgFrame frame, AtomicLong accepted) {
        try {
            while (accepted.get() < FAR_TOO_MUCH) {
                client.send(frame);
                accepted.addAndGet(frame.length());
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }
}
