package dev.holdpoint.edge.postgres;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose client is told to come back. */
class TicketIT {
    private static final String UPDATE = "UPDATE orders SET amount = amount WHERE id = 2 -- ";
    private static final HoldTerms AT_ONCE = EffectPolicy.ticket(0, new InTransaction.Deny());

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void holdWrites() {
        edge.policy.holdWrites(AT_ONCE);
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
            var held = held();
            assertThat(text(refused)).contains("hold " + held.hold()).contains("http://holds/");
            assertThat(refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
            assertThat(edge.holds.size()).isZero();
            assertThat(log.shows("ticket")).isFalse();
        }
        release(held());
        try (var client = RawClient.loggedIn(edge)) {
            client.send(update);
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            client.send(update);
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(log.count(UPDATE + "ticket")).isEqualTo(1);
        var decided = decided();
        assertThat(decided.get(1).decision()).isInstanceOf(Decision.Allow.class);
        assertThat(decided.get(1).approval()).isEqualTo(decided.get(0).hold());
        assertThat(decided.get(2).hold()).isNotNull().isNotEqualTo(decided.get(0).hold());
    }

    @Test
    void asking_again_while_people_are_asked_names_the_same_hold() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "patience"));
            client.untilReady();
            var first = held();
            edge.claims.asked(first.digest(), Objects.requireNonNull(first.hold()));

            client.send(query(UPDATE + "patience"));

            assertThat(text(client.untilReady())).contains("hold " + first.hold());
            assertThat(decided())
                    .extracting(CommandDecided::hold)
                    .containsExactly(first.hold(), first.hold());
        }
    }

    @Test
    void another_text_other_values_and_another_search_path_are_another_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            update(client, "2");
            release(held());

            update(client, "3");
            assertThat(held().hold()).isNotNull();
            client.send(query("SET search_path = public, pg_temp"));
            client.untilReady();
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SET search_path = public"));
            client.untilReady();
            update(client, "2");
            assertThat(held().hold()).isNotNull();
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.tenant = 'two'",
                "SELECT set_config('app.tenant', 'two', false)",
                "SET row_security = off",
                "SET application_name = 'evil'",
                "SET statement_timeout = '666s'",
                "SET client_min_messages = error",
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET DateStyle = 'SQL, DMY'"
            })
    void whatever_a_session_has_set_is_part_of_a_command(String set) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            update(client, "2");
            release(held());
            run(client, set);
            update(client, "2");
            assertThat(held().hold()).isNotNull();
            release(held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            run(client, set);
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application_name", "lock_timeout"})
    void what_a_client_begins_with_is_part_of_a_command(String setting) throws Exception {
        try (var client = RawClient.loggedIn(edge, "payments", setting, "1000")) {
            update(client, "2");
            release(held());
        }
        try (var client = RawClient.loggedIn(edge, "payments", setting, "2000")) {
            assertThat(kinds(update(client, "2"))).isEqualTo("12EZ");
        }
        try (var client = RawClient.loggedIn(edge, "payments", setting, "1000")) {
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_setting_that_was_undone_is_not_taken_for_one_that_was_kept() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET app.tenant = 'one'");
            run(client, "SET app.tenant = 'two'");
            update(client, "2");
            release(held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET app.tenant = 'one'");
            run(client, "BEGIN");
            run(client, "SET app.tenant = 'two'");
            run(client, "ROLLBACK");
            assertThat(kinds(update(client, "2"))).isEqualTo("12EZ");
        }
    }

    @Test
    void how_a_transaction_runs_is_part_of_a_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "BEGIN");
            update(client, "2");
            release(held());
            run(client, "ROLLBACK");
            run(client, "BEGIN ISOLATION LEVEL SERIALIZABLE");
            assertThat(kinds(update(client, "2"))).isEqualTo("12EZ");
            run(client, "ROLLBACK");
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_literal_is_part_of_a_command_as_it_was_read_when_it_was_prepared() throws Exception {
        var insert = "UPDATE orders SET amount = amount WHERE '01/02/2020'::date < now()";
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET DateStyle = 'SQL, DMY'");
            client.send(parse("s", insert), bind("", "s"), execute("", 0), sync());
            client.untilReady();
            release(held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", insert), sync());
            client.untilReady();
            run(client, "SET DateStyle = 'SQL, DMY'");
            client.send(bind("", "s"), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("2EZ");
        }
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET DateStyle = 'SQL, DMY'");
            client.send(parse("s", insert), bind("", "s"), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12CZ");
        }
    }

    @Test
    void a_command_about_the_row_a_cursor_stands_on_is_never_the_same_again() throws Exception {
        var update = "UPDATE orders SET amount = amount WHERE CURRENT /* row */ OF c";
        try (var client = RawClient.loggedIn(edge)) {
            stand(client, "1");
            client.send(query(update));
            client.untilReady();
            release(held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            stand(client, "2");
            assertThat(sqlState(run(client, update))).isEqualTo("42501");
        }
    }

    private static void stand(RawClient client, String id) throws Exception {
        run(client, "BEGIN");
        client.send(
                parse("", "SELECT id FROM orders WHERE id >= $1::int"),
                bind("c", "", id),
                execute("c", 1),
                sync());
        assertThat(kinds(client.untilReady())).isEqualTo("12DsZ");
    }

    @Test
    void what_no_target_sees_makes_no_difference() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET holdpoint.justification = 'because'");
            update(client, "2");
            release(held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_refused_change_of_role_changes_nothing_and_a_text_with_two_settings_does()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            update(client, "2");
            release(held());
            assertThat(sqlState(run(client, "SET ROLE app"))).isEqualTo("42501");
            assertThat(kinds(update(client, "2"))).isEqualTo("12CZ");

            update(client, "2");
            release(held());
            run(client, "SET application_name = 'x'; SET app.tenant = 'y'");
            update(client, "2");
            assertThat(held().hold()).isNotNull();
        }
    }

    private static List<PgFrame> run(RawClient client, String sql) throws Exception {
        client.send(query(sql));
        return client.untilReady();
    }

    private static List<PgFrame> update(RawClient client, String id) throws Exception {
        client.send(
                parse("", "UPDATE orders SET amount = amount WHERE id = $1::int"),
                bind("", "", id),
                execute("", 0),
                sync());
        return client.untilReady();
    }

    @Test
    void policy_is_asked_again_when_a_ticket_is_used() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "stricter"));
            client.untilReady();
            release(held());
            edge.policy.denyAll(true);
            client.send(query(UPDATE + "stricter"));
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        assertThat(refusals())
                .containsExactly(RefusalCode.HELD_AS_TICKET, RefusalCode.POLICY_DENIED);
    }

    @Test
    void a_client_may_wait_for_a_while_before_it_gets_its_ticket() throws Exception {
        edge.policy.holdWrites(EffectPolicy.ticket(1, new InTransaction.Deny()));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE + "wait"));
            assertThat(client.receive().kind()).isEqualTo('N');
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
            assertThat(refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);

            client.send(query(UPDATE + "released while it waits"));
            client.receive();
            edge.holds.settle(Objects.requireNonNull(held().hold()), new Settlement.Released());
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
            release(held());
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
        assertThat(refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
    }

    private void release(CommandDecided held) {
        edge.claims.release(held.digest(), Objects.requireNonNull(held.hold()), AT_ONCE);
    }

    private CommandDecided held() {
        return decided().getLast();
    }

    private List<CommandDecided> decided() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(decided -> decided.text().startsWith("UPDATE"))
                .toList();
    }

    private List<RefusalCode> refusals() {
        return edge.recorder.of(CommandRefused.class).stream().map(CommandRefused::code).toList();
    }

    private static String text(List<PgFrame> frames) {
        return PgBody.utf8(frames.getFirst().body().readRest());
    }
}
