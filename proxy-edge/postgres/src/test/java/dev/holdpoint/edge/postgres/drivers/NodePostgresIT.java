package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** node-postgres with its cursors and COPY streams; npm fetches it before the integration tests. */
class NodePostgresIT {
    private final Edge edge = Edge.fresh();

    @Test
    void every_step_of_the_scenario_comes_out_as_without_an_edge_but_masked_and_decided()
            throws Exception {
        var log = edge.log();
        try (var node = Program.start(edge, "payments", "node", "target/node/scenario.mjs")) {
            Awaitility.await().until(() -> log.shows("pg_sleep(30)"));
            edge.policy.writes(Writes.HELD, 900);
            node.type("cancel it");
            Awaitility.await().until(() -> edge.holds.size() == 1);
            edge.releaseLast();

            assertThat(node.end().lines().filter(line -> !line.startsWith("asleep ")))
                    .satisfiesOnlyOnce(line -> assertThat(line).startsWith("notice \"Holdpoint"))
                    .filteredOn(line -> !line.startsWith("notice "))
                    .containsExactly(
                            "0",
                            "simple \"************1111\"",
                            "prepared \"************0004\"",
                            "again \"************1111\"",
                            "queued true",
                            "copied \"4001\\n4002\\n\"",
                            "cursor [10,10,5]",
                            "rolled back 0",
                            "error \"22012\"",
                            "denied \"42501\"",
                            "denied prepared \"42501\"",
                            "notified \"orders_changed\"",
                            "cancelled \"57014\"",
                            "held 1");
        }
    }
}
