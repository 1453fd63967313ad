package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The services as separate processes, and one plug pulled at a time. */
class FailClosedIT {
    private static Lab lab;
    private static ServiceProcess policy;
    private static ServiceProcess approval;
    private static ServiceProcess audit;
    private static ServiceProcess edge;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        policy = service("policy-service/app", ports(0, 0));
        approval = service("approval-service/app", ports(policy.port, 0));
        audit = service("audit-service/app", ports(policy.port, approval.port));
        edge = service("proxy-edge/app", ports(policy.port, approval.port));
    }

    @AfterAll
    static void stop() {
        List.of(edge, audit, approval, policy).forEach(ServiceProcess::close);
        lab.close();
    }

    private static ServiceProcess.Ports ports(int policyPort, int approvalPort) {
        return new ServiceProcess.Ports(ServiceProcess.freePort(), policyPort, approvalPort);
    }

    private static ServiceProcess service(String module, ServiceProcess.Ports ports) {
        Path stateDir = lab.directory.resolve("state-" + module.replace('/', '-'));
        return ServiceProcess.start(module, lab, stateDir, ports);
    }

    private static Psql agent() {
        return edge.psql("support-agent");
    }

    private static String marked(String marker) {
        return "SELECT status /* " + marker + " */ FROM orders";
    }

    @Test
    void with_policy_stopped_a_command_gets_an_error_and_the_target_sees_nothing() {
        var marker = UUID.randomUUID().toString();
        try (var psql = agent().interactive()) {
            psql.type("SELECT 'before';");
            psql.awaitLine("before");
            policy.freeze();
            psql.type(marked(marker) + ";");

            psql.awaitLine("ERROR: .*(58000|42501)", Duration.ofSeconds(3));
        } finally {
            policy.thaw();
        }
        assertThat(lab.targetSaw(marker)).isFalse();
        await().atMost(Duration.ofSeconds(30)).until(() -> agent().run("SELECT 1").exitCode() == 0);
    }

    @Test
    void with_kafka_stopped_a_command_gets_an_error_within_three_seconds() {
        var marker = UUID.randomUUID().toString();
        try (var psql = agent().interactive()) {
            psql.type("SELECT 'before';");
            psql.awaitLine("before");
            lab.stopBroker();
            psql.type(marked(marker) + ";");

            psql.awaitLine("(ERROR|FATAL): .*58000", Duration.ofSeconds(3));
        } finally {
            lab.startBroker();
        }
        assertThat(lab.targetSaw(marker)).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> agent().run("SELECT 1").exitCode() == 0);
    }

    @Test
    void with_approval_stopped_a_held_command_stays_held_and_does_not_run() {
        var marker = UUID.randomUUID().toString();
        var update = "UPDATE orders SET status='x' /* " + marker + " */ WHERE id=2";
        try (var psql = agent().start(update)) {
            var hold = psql.awaitLine(Psql.HOLD).group(1);
            approval.freeze();
            try {
                assertThat(psql.process().isAlive()).isTrue();
                assertThat(lab.targetSaw(marker)).isFalse();
            } finally {
                approval.thaw();
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> approval.as("bob").approve(hold).status() == 200);

            assertThat(psql.awaitEnd(Duration.ofSeconds(20)).output()).contains("UPDATE 1");
        }
    }

    @Test
    void after_kill_9_between_intent_and_outcome_the_outcome_reads_unknown() {
        var marker = UUID.randomUUID().toString();
        try (var psql = agent().start("SELECT pg_sleep(60) /* " + marker + " */")) {
            await().atMost(Duration.ofSeconds(15)).until(() -> lab.targetSaw(marker));
            edge.kill9();
            psql.awaitEnd(Duration.ofSeconds(10));
        }
        edge = service("proxy-edge/app", ports(policy.port, approval.port));

        await("outcome of " + marker)
                .atMost(Duration.ofSeconds(60))
                .until(() -> outcomes(marker).equals(List.of("UNKNOWN")));
    }

    private static List<String> outcomes(String marker) {
        var carol = RestApi.as("carol", lab.oidc, audit.port);
        return carol
                .get("/api/v1/sessions?limit=50")
                .json()
                .path("items")
                .findValuesAsText("session")
                .stream()
                .flatMap(
                        session ->
                                carol.get("/api/v1/sessions/" + session + "/commands")
                                        .json()
                                        .path("items")
                                        .valueStream())
                .filter(command -> command.path("text").asText().contains(marker))
                .map(command -> command.path("outcome").asText())
                .toList();
    }
}
