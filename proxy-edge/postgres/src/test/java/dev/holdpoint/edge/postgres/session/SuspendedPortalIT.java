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
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Policy is asked for every Execute of a portal, also for one that goes on. */
class SuspendedPortalIT {
    private static final String CARDS = "SELECT card_number FROM customers ORDER BY id";

    private final Edge edge = Edge.fresh();

    @Test
    void a_policy_that_denies_by_now_ends_it_and_what_was_fetched_is_on_record() throws Exception {
        try (var client = begun(CARDS)) {
            edge.policy.denyAll(true);

            var answer = more(client);
            assertThat(sqlState(answer)).isEqualTo("42501");
            assertThat(kinds(answer)).isEqualTo("EZ");
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided).hasSize(3);
        assertThat(decided.getLast().decision()).isInstanceOf(Decision.Deny.class);
        assertThat(decided.getLast().digest()).isEqualTo(decided.get(1).digest());
        assertThat(completed(decided.get(1)).outcome()).isEqualTo(Outcome.OK);
        assertThat(completed(decided.get(1)).rows()).isOne();
    }

    @Test
    void masks_of_now_are_those_of_the_rows_that_follow() throws Exception {
        edge.policy.obligations(List.of());
        try (var client = begun(CARDS)) {
            edge.policy.obligations(EffectPolicy.CARDS);

            var masked = more(client);
            assertThat(kinds(masked)).isEqualTo("DsZ");
            assertThat(masked.getFirst().bytes().toString()).contains("************");
            edge.policy.obligations(List.of());
            assertThat(kinds(more(client))).isEqualTo("CZ");
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided).hasSize(4);
        assertThat(completed(decided.get(1)).masks()).isEmpty();
        assertThat(completed(decided.get(2)).masks()).hasSize(1);
        assertThat(completed(decided.get(2)).rows()).isOne();
    }

    @Test
    void rows_that_were_shown_already_count_within_a_limit_of_now() throws Exception {
        edge.policy.obligations(List.of());
        try (var client = begun("SELECT generate_series(1, 9)")) {
            assertThat(kinds(more(client))).isEqualTo("DsZ");
            edge.policy.obligations(List.of(new Obligation.LimitRows(3, "payments/three")));
            assertThat(kinds(more(client))).isEqualTo("DsZ");
            assertThat(sqlState(more(client))).isEqualTo("54000");
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(completed(decided.get(1)).rows()).isEqualTo(2);
        assertThat(completed(decided.getLast()).rows()).isOne();
    }

    @Test
    void a_limit_that_is_less_than_what_was_shown_ends_it() throws Exception {
        edge.policy.obligations(List.of());
        try (var client = begun("SELECT generate_series(1, 9)")) {
            assertThat(kinds(more(client))).isEqualTo("DsZ");
            edge.policy.obligations(List.of(new Obligation.LimitRows(1, "payments/one")));
            var over = more(client);
            assertThat(sqlState(over)).isEqualTo("54000");
            assertThat(kinds(over)).isEqualTo("EZ");
        }
        assertThat(completed(edge.recorder.of(CommandDecided.class).getLast()).rows()).isZero();
    }

    @Test
    void who_approved_it_approved_all_of_its_rows() throws Exception {
        edge.policy.writes(Writes.HELD_EVEN_IN_TRANSACTION, 900);
        var update = "UPDATE customers SET name = name RETURNING id";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("BEGIN"));
            client.untilReady();
            client.send(parse("", update), bind("p", ""), execute("p", 1), sync());
            Awaitility.await().until(() -> edge.holds.size() == 1);
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).endsWith("DsZ");
            assertThat(kinds(more(client))).isEqualTo("DsZ");
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(3);
    }

    private RawClient begun(String select) throws Exception {
        var client = RawClient.loggedIn(edge);
        client.send(query("BEGIN"));
        client.untilReady();
        client.send(parse("", select), bind("p", ""), execute("p", 1), sync());
        assertThat(kinds(client.untilReady())).isEqualTo("12DsZ");
        return client;
    }

    private static List<PgFrame> more(RawClient client) throws Exception {
        client.send(execute("p", 1), sync());
        return client.untilReady();
    }

    private CommandCompleted completed(CommandDecided decided) {
        Awaitility.await().until(() -> find(decided).size() == 1);
        return find(decided).getFirst();
    }

    private List<CommandCompleted> find(CommandDecided decided) {
        return edge.recorder.of(CommandCompleted.class).stream()
                .filter(completed -> completed.command().equals(decided.command()))
                .toList();
    }
}
