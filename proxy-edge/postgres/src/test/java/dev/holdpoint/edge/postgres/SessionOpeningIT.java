package dev.holdpoint.edge.postgres;

import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.RogueTarget;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SessionOpeningIT {
    private static final int MOST = 50;

    private final Edge edge = Edge.fresh();

    @Test
    void a_session_that_cannot_start_is_closed_on_the_record_and_at_the_target() throws Exception {
        edge.door.lifetime(Duration.ofDays(365L * 500_000_000));
        try (var client = RawClient.encrypted(edge)) {
            client.logIn("payments");
            client.untilClosed();
        } finally {
            edge.door.lifetime(Duration.ofHours(1));
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class)).hasSize(1);
        Awaitility.await().until(() -> edge.live.size() == 0);
    }

    @Test
    void log_ins_at_the_same_time_do_not_pass_the_limit_of_their_principal() throws Exception {
        edge.recorder.delay(SessionOpened.class::isInstance);
        var clients = new ArrayList<RawClient>();
        try {
            for (int i = 0; i <= MOST; i++) {
                var client = RawClient.encrypted(edge);
                clients.add(client);
                client.startup("user", "oidc", "database", "payments");
                client.receive();
                client.send(PgWriter.frame('p').putString(OpenDoor.TOKEN).done());
            }
            Awaitility.await().until(() -> !edge.recorder.of(SessionRefused.class).isEmpty());
        } finally {
            edge.recorder.acknowledge();
            for (var client : clients) {
                client.close();
            }
        }
        assertThat(edge.recorder.of(SessionRefused.class))
                .singleElement()
                .extracting(SessionRefused::reason)
                .isEqualTo("too many open sessions: " + MOST);
    }

    @Test
    void why_a_target_does_not_let_the_edge_in_is_logged_once_and_without_secrets()
            throws Exception {
        var refusal = Report.of("FATAL", "28P01", "no entry").error().bytes();
        var told = new Told();
        var log = Logger.getLogger(SessionOpening.class.getName());
        log.addHandler(told);
        try (var rogue = new RogueTarget(refusal, Buffer.buffer());
                var client = RawClient.encrypted(edge)) {
            var target = edge.door.targetAt(rogue.port());
            assertThat(sqlState(client.logIn(target))).isEqualTo("08001");
            Awaitility.await().until(() -> !told.lines.isEmpty());
            assertThat(told.lines)
                    .containsExactly(
                            "WARNING target does not let this edge in: target="
                                    + target
                                    + " cause=TargetRefused:"
                                    + " the target refused the log-in: SQLSTATE 28P01");
        } finally {
            log.removeHandler(told);
        }
    }

    /** Keeps what is logged. */
    private static final class Told extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
