package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two of each service against the same Kafka and PostgreSQL. */
class TwoInstancesIT {
    private static TwoInstances instances;

    @BeforeAll
    static void start() {
        instances = TwoInstances.start(DemoPolicies.DEMO);
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    void a_hold_of_one_edge_is_released_through_the_other_and_the_ledger_stays_one() {
        var first = instances.first();
        var second = instances.second();
        releaseThrough(first, second);
        releaseThrough(second, first);
        first.kill9();
        releaseThrough(second, second);

        await("one ledger without gaps")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(TwoInstancesIT::everyEventIsInTheLedgerOnce);
    }

    private static void releaseThrough(ServiceProcess edge, ServiceProcess approval) {
        var psql = edge.psql("support-agent");
        try (var update = psql.start("UPDATE orders SET status='refunded' WHERE id=1")) {
            var hold = update.awaitLine(Psql.HOLD).group(1);
            await("vote through " + approval.port)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> approval.as("bob").approve(hold).status() == 200);
            assertThat(update.awaitEnd(Duration.ofSeconds(30)).output()).contains("UPDATE 1");
        }
    }

    private static void everyEventIsInTheLedgerOnce() {
        var onTheLog =
                Stream.of("holdpoint.sessions", "holdpoint.approvals", "holdpoint.policy")
                        .mapToInt(topic -> TopicDump.of(instances.lab(), topic).size())
                        .sum();
        var inTheLedger =
                instances
                        .lab()
                        .database
                        .query(
                                "holdpoint",
                                "SELECT count(*), count(DISTINCT (topic, partition, log_offset)) FROM audit.ledger_entries")
                        .getFirst();
        assertThat(inTheLedger)
                .containsExactly(Integer.toString(onTheLog), Integer.toString(onTheLog));
    }
}
