package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log, the target or the client fails, or somebody cancels, at the worst moment. */
class MisfortuneIT {
    private final Edge edge = Edge.fresh();

    @Test
    void a_session_the_log_does_not_take_is_not_opened() throws Exception {
        edge.recorder.lose(SessionOpened.class::isInstance);
        try (var client = RawClient.encrypted(edge)) {
            assertThat(sqlState(client.logIn("payments"))).isEqualTo("58000");
        }
        Awaitility.await().until(() -> sessionsAtTheTarget() == 0);
    }

    @Test
    void nobody_is_welcomed_before_the_log_acknowledged_the_session() throws Exception {
        edge.recorder.delay(SessionOpened.class::isInstance);
        try (var client = RawClient.encrypted(edge)) {
            client.startup("user", "oidc", "database", "payments");
            assertThat(client.receive().kind()).isEqualTo('R');
            client.send(PgWriter.frame('p').putString(OpenDoor.TOKEN).done());
            Awaitility.await().until(() -> edge.recorder.waiting() == 1);
            assertThat(client.available()).isZero();
            edge.recorder.acknowledge();
            assertThat(kinds(client.untilReady())).endsWith("Z");
        }
    }

    private int sessionsAtTheTarget() {
        return edge.target
                .query(
                        "postgres",
                        "SELECT 1 FROM pg_stat_activity WHERE usename = 'app'"
                                + " AND application_name !~ 'holdpoint-'")
                .size();
    }

    @Test
    void nothing_is_forwarded_before_the_log_acknowledged_the_intent() throws Exception {
        var log = edge.log();
        edge.recorder.delay(CommandDecided.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT 'patient'"));
            Awaitility.await().until(() -> edge.recorder.waiting() == 1);
            assertThat(log.shows("patient")).isFalse();
            edge.recorder.acknowledge();
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(log.shows("patient")).isTrue();
    }

    @Test
    void success_is_not_told_before_the_log_acknowledged_the_outcome() throws Exception {
        edge.recorder.delay(CommandCompleted.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE orders SET amount = amount WHERE id = 1"));
            Awaitility.await().until(() -> edge.recorder.waiting() == 1);
            assertThat(client.available()).isZero();
            edge.recorder.acknowledge();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @Test
    void without_the_log_a_command_gets_an_error_and_the_target_nothing() throws Exception {
        var log = edge.log();
        edge.recorder.lose(CommandDecided.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT 'unrecorded'"));
            assertThat(sqlState(client.untilClosed())).isEqualTo("58000");
        }
        assertThat(log.shows("unrecorded")).isFalse();
    }

    @Test
    void a_command_that_was_fetching_more_when_the_log_was_lost_ends_once_and_unknown()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(
                    parse("", "SELECT id FROM orders"),
                    bind("some", ""),
                    execute("some", 1),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DsZ");

            edge.recorder.lose(CommandDecided.class::isInstance);
            client.send(
                    execute("some", 1),
                    parse("", "SELECT 1"),
                    bind("", ""),
                    execute("", 0),
                    sync());
            assertThat(sqlState(client.untilClosed())).isEqualTo("58000");
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.OK, Outcome.UNKNOWN);
    }

    @Test
    void what_runs_goes_on_without_the_log_and_nothing_new_begins() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT count(*), 'carried on' FROM generate_series(1, 9999999)"));
            Awaitility.await().until(() -> log.shows("carried on"));
            edge.recorder.delay(CommandCompleted.class::isInstance);
            edge.recorder.lose(CommandDecided.class::isInstance);
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
            client.send(query("SELECT 'begun anew'"));
            assertThat(sqlState(client.untilClosed())).isEqualTo("58000");
        }
        assertThat(log.shows("begun anew")).isFalse();
    }

    @Test
    void an_outcome_the_log_does_not_take_is_never_told_as_success() throws Exception {
        edge.recorder.lose(CommandCompleted.class::isInstance);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE orders SET amount = amount WHERE id = 1"));
            var answer = client.untilClosed();
            assertThat(kinds(answer)).isEqualTo("E");
            assertThat(sqlState(answer)).isEqualTo("58000");
        }
    }

    @Test
    void a_target_that_dies_leaves_the_outcome_unknown_and_tells_the_client() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT pg_sleep(30)"));
            Awaitility.await().until(() -> edge.sleeping() == 1);
            edge.target.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE query LIKE 'SELECT pg_sleep(30)%' AND usename = 'app'");
            assertThat(kinds(client.untilClosed())).matches(".*E");
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(CommandCompleted.class).getLast().outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void a_cancel_request_reaches_the_command_that_runs_and_no_other() throws Exception {
        try (var client = RawClient.loggedIn(edge);
                var stranger = RawClient.loggedIn(edge)) {
            client.send(query("SELECT pg_sleep(30)"));
            Awaitility.await().until(() -> edge.sleeping() == 1);
            stranger.cancel(edge);
            client.cancel(edge);
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(edge.recorder.of(CommandCompleted.class).getFirst().outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_killed_session_ends_at_once_and_its_command_with_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT pg_sleep(30)"));
            Awaitility.await().until(() -> edge.sleeping() == 1);
            edge.live.list().forEach(live -> edge.live.end(live.id(), SessionEnd.GRANT_REVOKED));
            var last = client.untilClosed().getLast();
            assertThat(Report.read(last).sqlState()).isEqualTo("57P01");
            Awaitility.await().until(() -> edge.sleeping() == 0);
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.GRANT_REVOKED);
    }

    @Test
    void a_session_ends_with_its_credential() throws Exception {
        edge.door.lifetime(Duration.ofSeconds(1));
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(sqlState(client.untilClosed())).isEqualTo("57P01");
        } finally {
            edge.door.lifetime(Duration.ofHours(1));
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.CREDENTIAL_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_that_does_not_read_slows_the_target_down(boolean simple) throws Exception {
        var flood = "SELECT repeat('x', 1000) FROM generate_series(1, 5000000)";
        try (var client = RawClient.loggedIn(edge)) {
            if (simple) {
                client.send(query(flood));
            } else {
                client.send(parse("", flood), bind("", ""), execute("", 0), sync());
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .during(Duration.ofSeconds(1))
                    .until(this::waitingToSend);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
    }

    private boolean waitingToSend() {
        return !edge.target
                .query(
                        "postgres",
                        "SELECT 1 FROM pg_stat_activity"
                                + " WHERE usename = 'app' AND wait_event = 'ClientWrite'")
                .isEmpty();
    }
}
