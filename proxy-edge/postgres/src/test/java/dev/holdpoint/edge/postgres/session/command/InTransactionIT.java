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
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds inside an open transaction, which keeps its locks while it waits (PG-19). */
class InTransactionIT {
    private static final String LOCKING = "SELECT id FROM orders WHERE id = 4 FOR UPDATE";
    private static final String HELD = "UPDATE orders SET amount = 0 WHERE id = 5";
    private static final String NEEDS_THE_LOCK = "UPDATE orders SET status = 'mine' WHERE id = 4";

    private final Edge edge = Edge.fresh();

    @AfterEach
    void asItWas() {
        edge.beside("UPDATE orders SET status = 'paid' WHERE id = 4");
    }

    @Test
    void after_its_time_the_hold_is_withdrawn_and_the_locks_are_free() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            begin(client);
            client.send(query(HELD));
            assertThat(client.receive().kind()).isEqualTo('N');

            othersProceed();

            var refused = client.untilReady();
            assertThat(kinds(refused)).isEqualTo("EZ");
            assertThat(sqlState(refused)).isEqualTo("57014");
            assertAbortedUntilRollback(client, refused);
        }
        assertThat(edge.recorder.refusals()).contains(RefusalCode.HOLD_WITHDRAWN);
    }

    @Test
    void locks_taken_before_a_savepoint_are_free_as_well() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            begin(client);
            run(client, "SAVEPOINT before");
            client.send(query(HELD));
            assertThat(client.receive().kind()).isEqualTo('N');

            othersProceed();

            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
            client.send(query("ROLLBACK TO before"));
            assertThat(sqlState(client.untilReady())).isEqualTo("3B001");
            client.send(query("ROLLBACK"));
            assertThat(status(client.untilReady())).isEqualTo('I');
        }
    }

    @Test
    void the_extended_protocol_is_rolled_back_alike() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            begin(client);
            run(client, "SAVEPOINT before");
            client.send(parse("", HELD), bind("", ""), execute("", 0), sync());
            while (client.receive().kind() != 'N') {}

            othersProceed();

            var refused = client.untilReady();
            assertThat(kinds(refused)).isEqualTo("EZ");
            assertAbortedUntilRollback(client, refused);
        }
    }

    /** Execute without Sync has begun a transaction, too; Sync ends it. */
    @Test
    void a_transaction_of_messages_without_sync_is_rolled_back_alike() throws Exception {
        edge.policy.holdWrites(EffectPolicy.waiting(900, new InTransaction.Wait(2)));
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT id FROM orders WHERE id = 4"),
                    bind("", ""),
                    execute("", 0),
                    parse("", HELD),
                    bind("", ""),
                    execute("", 0),
                    sync());
            var answers = client.untilReady();
            assertThat(sqlState(answers)).isEqualTo("57014");
            assertThat(status(answers)).isEqualTo('I');
        }
    }

    private void begin(RawClient client) throws Exception {
        run(client, "BEGIN");
        run(client, LOCKING);
        edge.policy.holdWrites(EffectPolicy.waiting(900, new InTransaction.Wait(2)));
    }

    /** Waits for the row that the transaction has locked. */
    private void othersProceed() {
        edge.beside("SET lock_timeout = '15s'; " + NEEDS_THE_LOCK);
    }

    private static void assertAbortedUntilRollback(RawClient client, List<PgFrame> refused)
            throws Exception {
        assertThat(status(refused)).isEqualTo('E');
        client.send(query("SELECT 1"));
        var stillAborted = client.untilReady();
        assertThat(sqlState(stillAborted)).isEqualTo("25P02");
        assertThat(status(stillAborted)).isEqualTo('E');
        client.send(query("ROLLBACK"));
        assertThat(status(client.untilReady())).isEqualTo('I');
        client.send(query("SELECT 1"));
        assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
    }

    private static void run(RawClient client, String sql) throws Exception {
        client.send(query(sql));
        assertThat(sqlState(client.untilReady())).isEqualTo("none");
    }

    private static char status(List<PgFrame> frames) {
        return (char) frames.getLast().body().readByte();
    }
}
