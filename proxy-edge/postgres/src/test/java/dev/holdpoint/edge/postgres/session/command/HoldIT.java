package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that wait on the wire. */
class HoldIT {
    private static final String UPDATE = "UPDATE orders SET amount = amount WHERE id = 1 -- ";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void holdWrites() {
        edge.policy.writes(Writes.HELD, 900);
    }

    @Test
    void a_released_command_finishes_in_the_same_connection() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "released"));
            var notice = text(client.receive());
            var hold = edge.lastHold();
            assertThat(notice)
                    .contains("hold " + hold)
                    .contains("1 of group dba")
                    .contains("payments/writes-by-agents")
                    .contains("expires");
            assertThat(log.shows("released")).isFalse();

            edge.release(hold);

            var frames = client.untilReady();
            assertThat(kinds(frames)).isEqualTo("CZ");
            assertThat(text(frames.getFirst())).contains("UPDATE 1");
        }
        assertThat(log.count("released")).isEqualTo(1);
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(edge.claims.claimed()).containsExactly(decided.getFirst().digest());
        assertThat(decided.getLast().approval()).isEqualTo(decided.getFirst().hold());
        assertThat(decided.getLast().decision()).isInstanceOf(Decision.Allow.class);
    }

    @Test
    void approvers_see_all_literals_but_the_one_that_looks_like_a_credential() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "THIEF\n AND 'THIEF' <> 'https://u:geheim@host/d'"));
            client.receive();
        }
        assertThat(edge.recorder.of(CommandDecided.class).getLast().text())
                .endsWith("AND 'THIEF' <> '***'")
                .doesNotContain("geheim");
    }

    @Test
    void a_stock_psql_waits_and_finishes() throws Exception {
        var psql = psql(UPDATE + "psql");
        Awaitility.await().until(() -> edge.holds.size() == 1);
        edge.releaseLast();

        assertThat(psql.waitFor(20, TimeUnit.SECONDS)).isTrue();
        var said =
                new String(
                        psql.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(said).contains("NOTICE:  Holdpoint holds this command").contains("UPDATE 1");
        assertThat(psql.exitValue()).isZero();
    }

    @Test
    void ctrl_c_in_psql_withdraws_the_command() throws Exception {
        var log = edge.log();
        var psql = psql(UPDATE + "interrupted");
        Awaitility.await().until(() -> edge.holds.size() == 1);
        var hold = edge.lastHold();
        new ProcessBuilder("kill", "-INT", Long.toString(psql.pid())).start().waitFor();

        assertThat(psql.waitFor(20, TimeUnit.SECONDS)).isTrue();
        edge.release(hold);
        assertThat(refusal().code()).isEqualTo(RefusalCode.CLIENT_CANCELLED);
        assertThat(log.shows("interrupted")).isFalse();
    }

    @Test
    void a_refused_an_expired_and_a_withdrawn_hold_end_with_their_own_error() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "dead"));
            client.receive();
            edge.holds.settle(edge.lastHold(), new Settlement.Refused("bob", "not on a Friday"));
            var refused = client.untilReady();
            assertThat(sqlState(refused)).isEqualTo("42501");
            assertThat(text(refused.getFirst())).contains("bob").contains("not on a Friday");

            client.send(query(UPDATE + "dead"));
            client.receive();
            edge.holds.settle(edge.lastHold(), new Settlement.Withdrawn("too many"));
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");

            edge.policy.writes(Writes.HELD, 1);
            client.send(query(UPDATE + "dead"));
            client.receive();
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");

            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(log.shows("dead")).isFalse();
        assertThat(edge.recorder.refusals())
                .containsExactly(
                        RefusalCode.HOLD_REFUSED,
                        RefusalCode.HOLD_WITHDRAWN,
                        RefusalCode.HOLD_EXPIRED);
    }

    @Test
    void a_cancelled_hold_stays_void_whoever_approves_it_later() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "cancelled"));
            client.receive();
            var hold = edge.lastHold();
            client.cancel(edge);
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
            edge.release(hold);
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(log.shows("cancelled")).isFalse();
        assertThat(edge.claims.claimed()).isEmpty();
    }

    @Test
    void a_client_that_vanishes_takes_its_held_command_with_it() throws Exception {
        var log = edge.log();
        var client = RawClient.loggedIn(edge);
        client.send(query(UPDATE + "vanished"));
        client.receive();
        var hold = edge.lastHold();
        client.close();

        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        edge.release(hold);
        assertThat(refusal().code()).isEqualTo(RefusalCode.CLIENT_GONE);
        assertThat(log.shows("vanished")).isFalse();
        assertThat(edge.live.size()).isZero();
    }

    @Test
    void a_session_ended_while_a_command_is_decided_forwards_nothing() throws Exception {
        edge.policy.writes(Writes.ALLOWED, 900);
        var log = edge.log();
        edge.recorder.delay(CommandDecided.class::isInstance);
        var client = RawClient.loggedIn(edge);
        client.send(query(UPDATE + "too late"));
        Awaitility.await().until(() -> edge.recorder.waiting() == 1);
        client.close();
        Awaitility.await().until(() -> noticed(client));
        edge.recorder.acknowledge();

        Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.NOT_SENT);
        assertThat(log.shows("too late")).isFalse();
    }

    /** Another client's round trip ends after the edge has seen the first one go. */
    private boolean noticed(RawClient gone) throws Exception {
        try (var other = RawClient.plain(edge)) {
            other.startup("user", "x");
            return gone != other && kinds(other.untilClosed()).equals("E");
        }
    }

    @Test
    void what_was_approved_is_not_run_if_policy_denies_it_by_now() throws Exception {
        var log = edge.log();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "stricter"));
            client.receive();
            edge.policy.denyAll(true);
            edge.releaseLast();
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(log.shows("stricter")).isFalse();
    }

    @Test
    void a_client_that_waits_is_told_again() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "patience"));
            var first = client.receive();
            var again = client.receive();
            assertThat(kinds(List.of(first, again))).isEqualTo("NN");
            assertThat(text(again)).isEqualTo(text(first)).contains("hold " + edge.lastHold());
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @Test
    void inside_a_transaction_a_hold_is_refused_unless_its_rule_allows_it() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(query(UPDATE + "in tx"));
            var refused = client.untilReady();
            assertThat(sqlState(refused)).isEqualTo("42501");
            assertThat(status(refused.getLast())).isEqualTo('E');
            client.send(query("ROLLBACK"), query("BEGIN"));
            client.untilReady();
            client.untilReady();

            edge.policy.writes(Writes.HELD_EVEN_IN_TRANSACTION, 900);
            client.send(query(UPDATE + "in tx"));
            client.receive();
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    private static char status(PgFrame ready) {
        return (char) ready.body().readByte();
    }

    private CommandRefused refusal() {
        return edge.recorder.of(CommandRefused.class).getLast();
    }

    private Process psql(String sql) throws java.io.IOException {
        var url =
                "host=localhost port=%d dbname=payments user=oidc sslmode=require"
                        .formatted(edge.port());
        var builder = new ProcessBuilder("psql", "-X", url, "-c", sql).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", dev.holdpoint.edge.postgres.harness.OpenDoor.TOKEN);
        return builder.start();
    }
}
