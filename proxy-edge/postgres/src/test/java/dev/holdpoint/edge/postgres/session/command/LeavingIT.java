package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that leave with much sent behind a held command. */
class LeavingIT {
    private static final String UPDATE = "UPDATE orders SET amount = amount WHERE id = 1 -- ";
    private static final PgFrame LONG_QUERY = query("SELECT 1 -- " + "x".repeat(4096));

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void holdWrites() {
        edge.policy.writes(Writes.HELD, 900);
    }

    @Test
    void who_leaves_is_noticed_however_much_waits_behind_the_held_command() throws Exception {
        var log = edge.log();
        var client = RawClient.loggedIn(edge);
        client.send(query(UPDATE + "much behind"));
        client.receive();
        client.send(times(500, LONG_QUERY));
        client.close();

        assertWithdrawn();
        assertThat(log.shows("much behind")).isFalse();
    }

    @Test
    void who_left_before_its_command_was_held_is_noticed_then() throws Exception {
        var log = edge.log();
        var client = RawClient.loggedIn(edge);
        client.send(query("SELECT pg_sleep(1)"), query(UPDATE + "left before"));
        client.send(times(500, LONG_QUERY));
        client.close();

        assertWithdrawn();
        assertThat(log.shows("left before")).isFalse();
    }

    private void assertWithdrawn() {
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        edge.releaseLast();
        assertThat(edge.recorder.of(CommandRefused.class).getLast().code())
                .isEqualTo(RefusalCode.CLIENT_GONE);
        assertThat(edge.claims.claimed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"80, 65536", "16385, 0"})
    void a_command_is_withdrawn_once_more_waits_behind_it_than_is_kept(int messages, int bytes)
            throws Exception {
        var log = edge.log();
        var ignored = PgWriter.frame('d').putBytes(new byte[bytes]).done();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "outgrown"));
            client.receive();
            client.send(times(messages, ignored));
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
            edge.releaseLast();
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        var refused = edge.recorder.of(CommandRefused.class).getLast();
        assertThat(refused.code()).isEqualTo(RefusalCode.HOLD_WITHDRAWN);
        assertThat(refused.reason()).contains("more than 4 MiB or 16384 messages");
        assertThat(log.shows("outgrown")).isFalse();
    }

    @Test
    void a_command_stays_held_while_no_more_waits_behind_it_than_is_kept() throws Exception {
        var ignored = PgWriter.frame('d').done();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "just enough"));
            client.receive();
            client.send(times(16_383, ignored));
            client.send(query("SELECT 1"));
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
    }

    @Test
    void what_waits_behind_a_command_runs_after_its_release() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "patient"));
            client.receive();
            client.send(times(100, LONG_QUERY));
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            for (int i = 0; i < 100; i++) {
                assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
            }
        }
    }

    private static PgFrame[] times(int count, PgFrame frame) {
        return Collections.nCopies(count, frame).toArray(PgFrame[]::new);
    }
}
