package dev.holdpoint.edge.postgres.catalogue;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session committed counts for others, long before the target has told the edge of it. */
class CommittedUntoldIT {
    private static final String CANARY = "4111111111111111";
    private static final String PLAIN =
            "CREATE VIEW untold AS SELECT id, name AS value FROM customers";
    private static final String MASKED =
            "CREATE OR REPLACE VIEW untold AS SELECT id, card_number AS value FROM customers";
    private static final String SLEEP = "SELECT pg_sleep(30)";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() throws IOException {
        edge.policy.allowAll(true);
        try (var owner = RawClient.loggedIn(edge)) {
            owner.run(PLAIN);
        }
    }

    @AfterEach
    void drop() {
        edge.policy.allowAll(false);
        edge.beside("DROP VIEW IF EXISTS untold");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT value FROM untold",
                "SELECT value || '' FROM untold",
                "COPY (SELECT value FROM untold) TO STDOUT"
            })
    void by_a_text_that_goes_on_behind_its_commit(String reading) throws IOException {
        read(reading, query("BEGIN; " + MASKED + "; COMMIT; " + SLEEP));
    }

    @Test
    void by_a_pipeline_that_goes_on_behind_its_sync() throws IOException {
        read(
                "SELECT value FROM untold",
                parse("", MASKED),
                bind("", ""),
                execute("", 0),
                sync(),
                parse("", SLEEP),
                bind("", ""),
                execute("", 0),
                sync());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT value FROM untold",
                "SELECT value || '' FROM untold",
                "COPY (SELECT value FROM untold) TO STDOUT"
            })
    void to_who_waits_for_it_at_the_target_nothing_is_shown(String reading) throws IOException {
        try (var changer = RawClient.loggedIn(edge);
                var reader = RawClient.loggedIn(edge)) {
            assertThat(text(reader.run(reading))).contains("Ada");
            changer.run("BEGIN");
            changer.run(MASKED);
            edge.policy.allowAll(false);
            reader.send(query(reading));
            await().until(() -> isWaiting());
            changer.run("COMMIT");

            assertThat(text(reader.untilClosed())).contains("08006").doesNotContain(CANARY);
        }
    }

    @Test
    void to_who_bound_a_portal_meanwhile_nothing_is_shown() throws IOException {
        try (var changer = RawClient.loggedIn(edge);
                var reader = RawClient.loggedIn(edge)) {
            reader.run("SELECT value FROM untold");
            changer.run("BEGIN");
            changer.run(MASKED);
            edge.policy.allowAll(false);
            reader.send(
                    parse("", "SELECT value FROM untold"), bind("", ""), execute("", 0), sync());
            await().until(() -> isWaiting());
            changer.run("COMMIT");

            assertThat(text(reader.untilClosed())).contains("08006").doesNotContain(CANARY);
        }
    }

    @Test
    void to_a_text_that_waits_before_it_comes_there_nothing_is_shown() throws IOException {
        try (var waiting = new Waiting()) {
            waiting.owner.run(MASKED);
            waiting.letGo();

            assertThat(text(waiting.reader.untilClosed())).contains("08006").doesNotContain(CANARY);
        }
    }

    @Test
    void who_waits_while_something_else_is_committed_is_answered() throws IOException {
        try (var waiting = new Waiting()) {
            waiting.owner.run("CREATE TABLE beside_untold(id int)");
            waiting.letGo();

            assertThat(text(waiting.reader.untilReady())).contains("Ada");
        } finally {
            edge.beside("DROP TABLE beside_untold");
        }
    }

    /** A reader whose text waits for a lock before it comes to the view. */
    private final class Waiting implements AutoCloseable {
        private final RawClient lock = RawClient.bare(edge, "lock");
        private final RawClient owner = RawClient.loggedIn(edge);
        private final RawClient reader = RawClient.loggedIn(edge);

        Waiting() throws IOException {
            lock.run("SELECT pg_advisory_lock(4711)");
            edge.policy.allowAll(false);
            reader.send(query("SELECT pg_advisory_lock(4711); SELECT value FROM untold"));
            await().until(() -> isWaiting());
            edge.policy.allowAll(true);
        }

        void letGo() throws IOException {
            lock.run("SELECT pg_advisory_unlock(4711)");
        }

        @Override
        public void close() throws IOException {
            lock.close();
            owner.close();
            reader.close();
        }
    }

    private boolean isWaiting() {
        return !edge.rowsBeside(
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND application_name NOT LIKE 'holdpoint%'")
                .isEmpty();
    }

    /** Somebody changes the view and keeps the target busy; somebody else reads it meanwhile. */
    private void read(String reading, PgFrame... changing) throws IOException {
        try (var changer = RawClient.loggedIn(edge);
                var reader = RawClient.loggedIn(edge)) {
            assertThat(text(reader.run(reading))).contains("Ada");
            changer.send(changing);
            await().until(() -> isAnother());
            edge.policy.allowAll(false);

            assertThat(text(reader.run(reading))).doesNotContain(CANARY).doesNotContain("Ada");
            changer.cancel(edge);
        }
    }

    private boolean isAnother() {
        return edge.rowsBeside("SELECT pg_get_viewdef('untold'::regclass) ~ 'card_number'")
                .getFirst()
                .equals(List.of("t"));
    }

    private static String text(List<PgFrame> frames) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(frame.bytes()));
        return all.toString();
    }
}
