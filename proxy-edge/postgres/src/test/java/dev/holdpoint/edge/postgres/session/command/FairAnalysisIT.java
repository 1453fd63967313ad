package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two principals share one edge's parsers. */
class FairAnalysisIT {
    private static final int SESSIONS = 24;
    private static final int TERMS = 60_000;

    private final Edge edge = Edge.fresh();

    @Test
    void who_sends_slow_texts_in_many_sessions_waits_behind_itself_and_not_before_others()
            throws Exception {
        var busy = new ArrayList<RawClient>();
        try (var colleague = RawClient.loggedInBy(OpenDoor.OTHER_TOKEN, edge)) {
            for (int i = 0; i < SESSIONS; i++) {
                busy.add(RawClient.loggedIn(edge));
            }
            for (int i = 0; i < SESSIONS; i++) {
                busy.get(i).send(query(slow(i)));
            }
            Awaitility.await().until(() -> decidedForTheBusy() > 0);

            colleague.send(query("SELECT 'what nobody has asked before'"));

            assertThat(kinds(colleague.untilReady())).isEqualTo("TDCZ");
            assertThat(decidedForTheBusy()).isLessThan(SESSIONS / 2);
        } finally {
            close(busy);
        }
    }

    private long decidedForTheBusy() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(decided -> decided.principal().id().subject().equals("support-agent"))
                .count();
    }

    private static String slow(int which) {
        return "SELECT " + which + " WHERE 1 IN (" + "1,".repeat(TERMS) + which + ")";
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }
}
