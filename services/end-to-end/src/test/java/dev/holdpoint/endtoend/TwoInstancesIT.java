package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two of each service against the same Kafka and PostgreSQL. */
class TwoInstancesIT {
    private static Lab lab;
    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        first = ServiceProcess.standalone(lab, lab.directory.resolve("state"));
        second = ServiceProcess.standalone(lab, lab.directory.resolve("state"));
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        lab.close();
    }

    @Test
    void a_hold_of_one_edge_is_released_through_the_other_and_the_ledger_stays_one() {
        releaseThrough(first, second);
        releaseThrough(second, first);
        first.kill9();
        releaseThrough(second, second);

        await("one ledger without gaps")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(TwoInstancesIT::everyEventIsInTheLedgerOnce);
    }

    private static void releaseThrough(ServiceProcess edge, ServiceProcess approval) {
        var psql =
                Psql.withToken(
                        edge.postgresPort,
                        edge.stateDir.resolve("ca.pem"),
                        lab.oidc.token("support-agent", "holdpoint-edge"));
        try (var update = psql.start("UPDATE orders SET status='refunded' WHERE id=1")) {
            var hold = update.awaitLine("hold ([0-9a-f-]{36})").group(1);
            await("vote through " + approval.port)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> vote(approval, hold).status() == 200);
            assertThat(update.awaitEnd(Duration.ofSeconds(30)).output()).contains("UPDATE 1");
        }
    }

    private static RestApi.Answer vote(ServiceProcess approval, String hold) {
        return RestApi.as("bob", lab.oidc, approval.port)
                .post(
                        "/api/v1/holds/" + hold + "/votes",
                        Map.of("vote", "approve", "reason", "agreed"));
    }

    private static void everyEventIsInTheLedgerOnce() {
        var onTheLog =
                Stream.of("holdpoint.sessions", "holdpoint.approvals", "holdpoint.policy")
                        .mapToInt(topic -> TopicDump.of(lab, topic).size())
                        .sum();
        var inTheLedger =
                lab.database
                        .query(
                                "holdpoint",
                                "SELECT count(*), count(DISTINCT (topic, partition, log_offset)) FROM audit.ledger_entries")
                        .getFirst();
        assertThat(inTheLedger)
                .containsExactly(Integer.toString(onTheLog), Integer.toString(onTheLog));
    }
}
