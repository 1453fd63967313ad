package dev.holdpoint.edge.postgres;

import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Connections are spread over the event loops, and each stays on its own. */
class EventLoopIT {
    private final Edge edge = Edge.fresh();

    @Test
    void connections_are_shared_among_as_many_event_loops_as_there_are_processors()
            throws Exception {
        var clients = new ArrayList<RawClient>();
        edge.policy.threads().clear();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            var client = RawClient.loggedIn(edge);
            clients.add(client);
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(edge.policy.threads())
                .hasSize(Runtime.getRuntime().availableProcessors())
                .allMatch(thread -> thread.contains("eventloop"));
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void many_sessions_at_once_each_get_their_own_answers() throws Exception {
        var work = new ArrayList<Callable<String>>();
        for (int i = 0; i < 8; i++) {
            int own = i;
            work.add(() -> ask(own));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new HashSet<String>();
            for (var done : threads.invokeAll(work)) {
                answers.add(done.get());
            }
            assertThat(answers).hasSize(work.size());
        }
    }

    private String ask(int own) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (int i = 0; i < 50; i++) {
                client.send(query("SELECT " + own + ", " + i));
                var answer = client.untilReady();
                assertThat(kinds(answer)).isEqualTo("TDCZ");
                assertThat(firstValue(answer.get(1))).isEqualTo("" + own);
            }
            return "session " + own;
        }
    }
}
