package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands whose client is told to come back. */
class TicketIT {
    private static final String UPDATE = "UPDATE orders SET amount = amount WHERE id = 2 -- ";

    private final Edge edge = Edge.fresh();
    private final HeldUpdates tickets = new HeldUpdates(edge);

    @BeforeEach
    void holdWrites() {
        edge.policy.holdWrites(HeldUpdates.AT_ONCE);
    }

    @Test
    void a_held_command_fails_with_its_ticket_and_runs_once_when_it_is_released() throws Exception {
        var log = edge.log();
        var update = query(UPDATE + "ticket");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(update);
            var refused = client.untilReady();

            assertThat(kinds(refused)).isEqualTo("EZ");
            assertThat(sqlState(refused)).isEqualTo("42501");
            var held = tickets.held();
            assertThat(HeldUpdates.text(refused))
                    .contains("hold " + held.hold())
                    .contains("http://holds/");
            assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
            assertThat(edge.holds.size()).isZero();
            assertThat(log.shows("ticket")).isFalse();
        }
        tickets.release(tickets.held());
        try (var client = RawClient.loggedIn(edge)) {
            client.send(update);
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            client.send(update);
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(log.count(UPDATE + "ticket")).isEqualTo(1);
        var decided = tickets.decided();
        assertThat(decided.get(1).decision()).isInstanceOf(Decision.Allow.class);
        assertThat(decided.get(1).approval()).isEqualTo(decided.get(0).hold());
        assertThat(decided.get(2).hold()).isNotNull().isNotEqualTo(decided.get(0).hold());
    }

    @Test
    void a_ticket_is_no_good_for_what_the_same_text_means_by_now() throws Exception {
        edge.change(
                "CREATE VIEW few AS SELECT id FROM orders WHERE id < 2;"
                        + " GRANT SELECT ON few TO app");
        var update = query("UPDATE orders SET amount = amount WHERE id IN (SELECT id FROM few)");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(update);
            client.untilReady();
            tickets.release(tickets.held());
            edge.change("CREATE OR REPLACE VIEW few AS SELECT id FROM orders");

            client.send(update);
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        } finally {
            edge.change("DROP VIEW few");
        }
        var decided = tickets.decided();
        assertThat(decided).extracting(CommandDecided::hold).doesNotContainNull();
        assertThat(decided.get(1).digest()).isNotEqualTo(decided.get(0).digest());
    }

    @Test
    void asking_again_while_people_are_asked_names_the_same_hold() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "patience"));
            client.untilReady();
            var first = tickets.held();
            edge.claims.asked(first.digest(), Objects.requireNonNull(first.hold()));

            client.send(query(UPDATE + "patience"));

            assertThat(HeldUpdates.text(client.untilReady())).contains("hold " + first.hold());
            assertThat(tickets.decided())
                    .extracting(CommandDecided::hold)
                    .containsExactly(first.hold(), first.hold());
        }
    }

    @Test
    void policy_is_asked_again_when_a_ticket_is_used() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "stricter"));
            client.untilReady();
            tickets.release(tickets.held());
            edge.policy.denyAll(true);
            client.send(query(UPDATE + "stricter"));
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(edge.recorder.refusals())
                .containsExactly(RefusalCode.HELD_AS_TICKET, RefusalCode.POLICY_DENIED);
    }

    @Test
    void a_client_may_wait_for_a_while_before_it_gets_its_ticket() throws Exception {
        edge.policy.holdWrites(EffectPolicy.ticket(1, new InTransaction.Deny()));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "wait"));
            assertThat(client.receive().kind()).isEqualTo('N');
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
            assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);

            client.send(query(UPDATE + "released while it waits"));
            client.receive();
            edge.holds.settle(
                    Objects.requireNonNull(tickets.held().hold()), new Settlement.Released());
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @Test
    void inside_a_transaction_the_ticket_comes_at_once_and_may_be_used_in_another()
            throws Exception {
        edge.policy.holdWrites(EffectPolicy.ticket(600, new InTransaction.Deny()));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(query(UPDATE + "in tx"));
            var refused = client.untilReady();
            assertThat(kinds(refused)).isEqualTo("EZ");
            assertThat((char) refused.getLast().body().readByte()).isEqualTo('E');
            tickets.release(tickets.held());
            client.send(
                    query("ROLLBACK"), query("BEGIN"), query(UPDATE + "in tx"), query("COMMIT"));
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @Test
    void a_client_that_leaves_keeps_its_ticket() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "gone"));
            client.untilReady();
        }
        Awaitility.await().until(() -> edge.live.size() == 0);
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
    }
}
