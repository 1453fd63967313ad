package dev.holdpoint.edge.postgres;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The log, the target or the client fails, or somebody cancels, at the worst moment. */
class MisfortuneIT {
    private final Edge edge = Edge.fresh();

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
            Awaitility.await().until(() -> sleeping() == 1);
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
            Awaitility.await().until(() -> sleeping() == 1);
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
            Awaitility.await().until(() -> sleeping() == 1);
            edge.live.list().forEach(live -> edge.live.end(live.id(), SessionEnd.GRANT_REVOKED));
            client.untilClosed();
            Awaitility.await().until(() -> sleeping() == 0);
        }
        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getFirst().end())
                .isEqualTo(SessionEnd.GRANT_REVOKED);
    }

    private long sleeping() {
        return edge.target
                .query(
                        "postgres",
                        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND usename = 'app'"
                                + " AND query LIKE 'SELECT pg_sleep(30)%'")
                .size();
    }
}
