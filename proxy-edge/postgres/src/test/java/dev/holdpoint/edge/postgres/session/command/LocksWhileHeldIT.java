package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.describe;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.flush;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the extended protocol has read and bound of a held command locks nothing (PG-19). */
class LocksWhileHeldIT {
    private static final String UPDATE =
            "UPDATE waits SET note = $1 WHERE id = 1 RETURNING id, note";
    private static final String ALTER = "ALTER TABLE waits ADD COLUMN later int";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void a_table() {
        edge.policy.writes(Writes.HELD, 900);
        edge.change(
                "CREATE TABLE waits(id int, note text);"
                        + "INSERT INTO waits VALUES (1, 'old');"
                        + "GRANT ALL ON waits TO app");
    }

    @AfterEach
    void without_it() {
        edge.change("DROP TABLE waits");
    }

    @Test
    void others_change_the_table_meanwhile_and_the_release_runs_what_was_bound() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", UPDATE),
                    bind("", "", "new"),
                    describe('P', ""),
                    execute("", 0),
                    sync());
            var before = kinds(client.untilHeld());

            releaseAfter(ALTER);

            assertThat(before + kinds(client.untilReady())).isEqualTo("12TDCZ");
            assertRuns(client);
        }
        assertThat(note()).isEqualTo("new");
    }

    @Test
    void a_named_portal_of_a_named_statement_is_bound_again_as_often_as_it_is_held()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", UPDATE), sync());
            client.untilReady();
            for (var value : List.of("one", "two")) {
                client.send(bind("p", "s", value), execute("p", 0), sync());
                var before = kinds(client.untilHeld());
                releaseAfter("LOCK TABLE waits");
                assertThat(before + kinds(client.untilReady())).isEqualTo("2DCZ");
                assertThat(note()).isEqualTo(value);
            }
        }
    }

    @Test
    void a_client_that_waits_for_the_answer_to_describe_is_answered() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", UPDATE), bind("", "", "new"), describe('P', ""), flush());
            assertThat(kinds(List.of(client.receive(), client.receive(), client.receive())))
                    .isEqualTo("12T");
            client.send(execute("", 0), sync());
            client.untilHeld();
            releaseAfter(ALTER);
            assertThat(kinds(client.untilReady())).isEqualTo("DCZ");
        }
    }

    @Test
    void what_cannot_be_bound_again_is_the_answer_to_execute_and_its_outcome() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", UPDATE), bind("", "", "new"), execute("", 0), sync());
            client.untilHeld();
            releaseAfter("ALTER TABLE waits ALTER note TYPE varchar(9)");
            var answers = client.untilReady();
            assertThat(kinds(answers)).isEqualTo("EZ");
            assertThat(sqlState(answers)).isEqualTo("0A000");
            assertThat(edge.recorder.of(CommandCompleted.class))
                    .extracting(CommandCompleted::outcome)
                    .containsExactly(Outcome.ERROR);
            assertRuns(client);
        }
        assertThat(note()).isEqualTo("old");
    }

    @Test
    void parameters_too_large_to_be_kept_count_as_a_transaction() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", UPDATE), bind("", "", "x".repeat(24 << 20)), execute("", 0), sync());
            assertRefused(client);
        }
    }

    @Test
    void rows_of_a_portal_that_was_bound_again_are_masked() throws Exception {
        var update = "UPDATE customers SET name = name WHERE id = 1 RETURNING card_number";
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", update), bind("", ""), describe('P', ""), execute("", 0), sync());
            client.untilHeld();
            releaseAfter("LOCK TABLE customers");
            var answers = client.untilReady();
            assertThat(kinds(answers)).isEqualTo("DCZ");
            assertThat(HeldUpdates.text(answers)).contains("****");
        }
    }

    @Test
    void a_refused_command_leaves_the_session_usable() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", UPDATE), bind("", "", "new"), execute("", 0), sync());
            client.untilHeld();
            edge.holds.settle(edge.lastHold(), new Settlement.Refused("bob", "no"));
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
            assertRuns(client);
        }
        assertThat(note()).isEqualTo("old");
    }

    @Test
    void a_simple_query_behind_an_unfinished_segment_locks_nothing_either() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT note FROM waits"),
                    query("UPDATE waits SET note = 'new' WHERE id = 1"));
            var before = kinds(client.untilHeld());
            releaseAfter(ALTER);
            assertThat(before + kinds(client.untilReady())).isEqualTo("1CZ");
        }
    }

    @Test
    void behind_what_was_executed_in_its_segment_it_is_inside_a_transaction() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT note FROM waits"),
                    bind("", ""),
                    execute("", 0),
                    parse("", UPDATE),
                    bind("", "", "new"),
                    execute("", 0),
                    sync());
            assertRefused(client);
        }
    }

    @Test
    void so_it_is_where_another_portal_or_another_statement_would_be_lost() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("s", UPDATE),
                    bind("other", "s", "one"),
                    bind("", "s", "two"),
                    execute("", 0),
                    sync());
            assertRefused(client);
            client.send(
                    parse("", UPDATE),
                    bind("p", "", "one"),
                    parse("", "UPDATE waits SET note = 'another'"),
                    execute("p", 0),
                    sync());
            assertRefused(client);
            client.send(
                    parse("gone", UPDATE),
                    bind("p", "gone", "one"),
                    close('S', "gone"),
                    execute("p", 0),
                    sync());
            assertRefused(client);
        }
        assertThat(note()).isEqualTo("old");
    }

    @Test
    void where_policy_lets_transactions_wait_such_a_command_waits_with_what_it_has()
            throws Exception {
        edge.policy.holdWrites(EffectPolicy.waiting(900, new InTransaction.Wait(60)));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", UPDATE),
                    bind("p", "", "approved"),
                    parse("", "UPDATE waits SET note = 'another'"),
                    execute("p", 0),
                    sync());
            var before = kinds(client.untilHeld());
            edge.releaseLast();
            assertThat(before + kinds(client.untilReady())).isEqualTo("121DCZ");
        }
        assertThat(note()).isEqualTo("approved");
    }

    /** Takes locks beside the edge, within two seconds, and then lets the held command go on. */
    private void releaseAfter(String locking) {
        edge.beside("SET lock_timeout = '2s'; " + locking);
        edge.releaseLast();
    }

    private static void assertRefused(RawClient client) throws Exception {
        var frames = new ArrayList<PgFrame>();
        while (frames.isEmpty() || "NZ".indexOf(frames.getLast().kind()) < 0) {
            frames.add(client.receive());
        }
        assertThat(kinds(frames)).endsWith("EZ");
        assertRuns(client);
    }

    private static void assertRuns(RawClient client) throws Exception {
        client.send(parse("", "SELECT 1"), bind("", ""), execute("", 0), sync());
        assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
    }

    private @Nullable String note() {
        return edge.rowsBeside("SELECT note FROM waits").getFirst().getFirst();
    }
}
