package dev.holdpoint.edge.postgres.session;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large rows of many sessions share one account. */
class LargeRowsIT {
    private static final int LENGTH = 25_000_000;
    private static final int SESSIONS = 6;
    private static final int AT_ONCE = 2;

    private final Edge edge = Edge.fresh();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (var client : clients) {
            client.close();
        }
        Awaitility.await().until(() -> edge.rows.left() == edge.rows.most());
    }

    @Test
    void those_that_do_not_fit_wait_at_their_targets_until_others_are_taken() throws Exception {
        ask("SELECT repeat('x', " + LENGTH + ")");
        Awaitility.await().until(() -> edge.rows.waiting() == SESSIONS - AT_ONCE);
        assertThat(edge.rows.left()).isBetween(0L, edge.rows.most() - AT_ONCE * LENGTH);

        for (var answer : answers()) {
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(answer.get(1).length()).isGreaterThan(LENGTH);
        }
        assertThat(edge.rows.waiting()).isZero();
    }

    @Test
    void those_of_a_copy_do_too() throws Exception {
        ask("COPY (SELECT repeat('x', " + LENGTH + ") FROM generate_series(1, 2)) TO STDOUT");
        Awaitility.await().until(() -> edge.rows.waiting() >= SESSIONS - AT_ONCE);

        for (var answer : answers()) {
            assertThat(kinds(answer)).isEqualTo("HddcCZ");
        }
    }

    @Test
    void who_leaves_makes_room_for_others() throws Exception {
        ask("SELECT repeat('x', " + LENGTH + ")");
        Awaitility.await().until(() -> edge.rows.waiting() == SESSIONS - AT_ONCE);
        for (var client : clients) {
            client.close();
        }
        clients.clear();
        Awaitility.await().until(() -> edge.rows.left() == edge.rows.most());
    }

    @Test
    void small_rows_pass_while_large_ones_wait() throws Exception {
        ask("SELECT repeat('x', " + LENGTH + ")");
        Awaitility.await().until(() -> edge.rows.waiting() == SESSIONS - AT_ONCE);
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(client.run("SELECT repeat('x', 60000)"))).isEqualTo("TDCZ");
        }
    }

    /** Nobody reads an answer yet. */
    private void ask(String sql) throws Exception {
        for (int i = 0; i < SESSIONS; i++) {
            clients.add(RawClient.loggedIn(edge));
        }
        for (var client : clients) {
            client.send(query(sql));
        }
    }

    private List<List<PgFrame>> answers() throws Exception {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading = new ArrayList<Callable<List<PgFrame>>>();
            clients.forEach(client -> reading.add(client::untilReady));
            var answers = new ArrayList<List<PgFrame>>();
            for (var answer : readers.invokeAll(reading)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
