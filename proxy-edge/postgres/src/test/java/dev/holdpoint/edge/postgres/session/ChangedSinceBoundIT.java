package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Portals that are executed some time after they were bound. */
class ChangedSinceBoundIT {
    private static final String TELL =
            "CREATE OR REPLACE FUNCTION told(n int) RETURNS text LANGUAGE sql VOLATILE AS"
                    + " 'SELECT %s FROM customers WHERE id = n'";
    private static final String NAMES = "PREPARE shown AS SELECT name FROM customers";
    private static final String CARDS =
            "DEALLOCATE shown; PREPARE shown AS SELECT reverse(card_number) FROM customers";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void a_function_that_tells_names() {
        edge.change(TELL.formatted("name"));
    }

    @AfterEach
    void without_it() {
        edge.change("DROP FUNCTION told(int)");
    }

    @Test
    void a_portal_that_calls_other_code_by_now_is_refused() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT told(1)");
            edge.change(TELL.formatted("card_number"));

            client.send(execute("p", 0), sync());
            assertRefused("EZ", client.untilReady());
        }
    }

    @Test
    void so_is_one_whose_code_its_own_transaction_replaced() throws Exception {
        edge.change("ALTER FUNCTION told(int) OWNER TO app");
        edge.policy.allowAll(true);
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT told(1)");
            client.send(query(TELL.formatted("card_number")));
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");

            client.send(execute("p", 0), sync());
            assertRefused("EZ", client.untilReady());
        }
    }

    @Test
    void one_that_uses_nothing_that_has_changed_runs() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT told(1)");
            edge.change("CREATE TABLE beside(id int)");

            client.send(execute("p", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("DCZ");
        } finally {
            edge.change("DROP TABLE beside");
        }
    }

    @Test
    void what_is_executed_in_part_goes_on() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT told(id) FROM customers ORDER BY id");
            client.send(execute("p", 1), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("DsZ");
            edge.change(TELL.formatted("upper(name)"));

            client.send(execute("p", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("DCZ");
        }
    }

    @Test
    void a_search_path_set_since_changes_nothing_that_is_bound() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT name FROM customers");
            client.send(query("SET search_path = information_schema"));
            assertThat(kinds(client.untilReady())).contains("C");

            client.send(execute("p", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("DDCZ");
        }
    }

    @Test
    void a_portal_that_executes_another_statement_by_now_is_refused() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(NAMES));
            client.untilReady();
            bound(client, "EXECUTE shown");
            client.send(query(CARDS));
            client.untilReady();

            client.send(execute("p", 0), sync());
            assertRefused("EZ", client.untilReady());
        }
    }

    @Test
    void so_is_one_where_the_other_statement_is_prepared_in_the_same_breath() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(NAMES));
            client.untilReady();
            client.send(
                    parse("", "EXECUTE shown"),
                    bind("p", ""),
                    close('S', "shown"),
                    parse("shown", "SELECT reverse(card_number) FROM customers"),
                    execute("p", 0),
                    sync());
            assertRefused("1231EZ", client.untilReady());
        }
    }

    @Test
    void one_that_executes_what_it_did_runs() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(NAMES));
            client.untilReady();
            bound(client, "EXECUTE shown");
            client.send(execute("p", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("DDCZ");
        }
    }

    @Test
    void of_one_that_was_let_through_to_be_planned_and_is_refused_nobody_knows_the_outcome()
            throws Exception {
        edge.policy.allowAll(true);
        edge.change(
                "CREATE FUNCTION hidden() RETURNS int LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN 1; END'");
        try (var client = RawClient.loggedIn(edge)) {
            bound(client, "SELECT told(1), hidden()");
            edge.change(TELL.formatted("card_number"));

            client.send(execute("p", 0), sync());
            assertRefused("EZ", client.untilReady());
            client.send(query("ROLLBACK"));
            client.untilReady();
        } finally {
            edge.change("DROP FUNCTION hidden()");
        }
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactlyInAnyOrder(Outcome.OK, Outcome.UNKNOWN, Outcome.OK);
    }

    private static void bound(RawClient client, String text) throws Exception {
        client.send(query("BEGIN"));
        assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        client.send(parse("s", text), bind("p", "s"), sync());
        assertThat(kinds(client.untilReady())).isEqualTo("12Z");
    }

    private void assertRefused(String kinds, List<PgFrame> answers) {
        assertThat(kinds(answers)).isEqualTo(kinds);
        assertThat(sqlState(answers)).isEqualTo("42501");
        assertThat(answers.stream().filter(answer -> answer.kind() == 'E'))
                .allMatch(error -> error.bytes().toString(StandardCharsets.UTF_8).contains("bind"));
        assertThat(edge.recorder.of(CommandDecided.class).getLast().decision())
                .isInstanceOf(Decision.Deny.class);
        assertThat(edge.recorder.of(CommandRefused.class)).hasSize(1);
    }
}
