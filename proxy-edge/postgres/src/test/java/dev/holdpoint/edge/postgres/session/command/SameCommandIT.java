package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be the same for a command to be the one a ticket was given for. */
class SameCommandIT {
    private final Edge edge = Edge.fresh();
    private final HeldUpdates tickets = new HeldUpdates(edge);

    @BeforeEach
    void holdWrites() {
        edge.policy.holdWrites(HeldUpdates.AT_ONCE);
    }

    @Test
    void another_text_other_values_and_another_search_path_are_another_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());

            HeldUpdates.update(client, "3");
            assertThat(tickets.held().hold()).isNotNull();
            client.send(query("SET search_path = public, pg_temp"));
            client.untilReady();
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SET search_path = public"));
            client.untilReady();
            HeldUpdates.update(client, "2");
            assertThat(tickets.held().hold()).isNotNull();
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");
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
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
            client.run(set);
            HeldUpdates.update(client, "2");
            assertThat(tickets.held().hold()).isNotNull();
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.run(set);
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application_name", "lock_timeout"})
    void what_a_client_begins_with_is_part_of_a_command(String setting) throws Exception {
        try (var client = RawClient.loggedIn(edge, "payments", setting, "1000")) {
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge, "payments", setting, "2000")) {
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12EZ");
        }
        try (var client = RawClient.loggedIn(edge, "payments", setting, "1000")) {
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_setting_that_was_undone_is_not_taken_for_one_that_was_kept() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SET app.tenant = 'one'");
            client.run("SET app.tenant = 'two'");
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SET app.tenant = 'one'");
            client.run("BEGIN");
            client.run("SET app.tenant = 'two'");
            client.run("ROLLBACK");
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12EZ");
        }
    }

    @Test
    void how_a_transaction_runs_is_part_of_a_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.run("BEGIN");
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
            client.run("ROLLBACK");
            client.run("BEGIN ISOLATION LEVEL SERIALIZABLE");
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12EZ");
            client.run("ROLLBACK");
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_literal_is_part_of_a_command_as_it_was_read_when_it_was_prepared() throws Exception {
        var insert = "UPDATE orders SET amount = amount WHERE '01/02/2020'::date < now()";
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SET DateStyle = 'SQL, DMY'");
            client.send(parse("s", insert), bind("", "s"), execute("", 0), sync());
            client.untilReady();
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", insert), sync());
            client.untilReady();
            client.run("SET DateStyle = 'SQL, DMY'");
            client.send(bind("", "s"), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("2EZ");
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.run("SET DateStyle = 'SQL, DMY'");
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
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            stand(client, "2");
            assertThat(sqlState(client.run(update))).isEqualTo("42501");
        }
    }

    private static void stand(RawClient client, String id) throws Exception {
        client.run("BEGIN");
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
            client.run("SET holdpoint.justification = 'because'");
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
        }
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");
        }
    }

    @Test
    void a_refused_change_of_role_changes_nothing_and_a_text_with_two_settings_does()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
            assertThat(sqlState(client.run("SET ROLE app"))).isEqualTo("42501");
            assertThat(kinds(HeldUpdates.update(client, "2"))).isEqualTo("12CZ");

            HeldUpdates.update(client, "2");
            tickets.release(tickets.held());
            client.run("SET application_name = 'x'; SET app.tenant = 'y'");
            HeldUpdates.update(client, "2");
            assertThat(tickets.held().hold()).isNotNull();
        }
    }
}
