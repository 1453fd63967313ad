package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policy-service killed and started again in a loop while commands come without a pause. */
class PolicyKilledIT {
    private static final int ROUNDS = 4;
    private static final String FORBIDDEN = "SELECT name /* forbidden */ FROM customers;";
    private static final String DENIES_CUSTOMERS =
            """
              rules:
                - name: no-customers
                  decide: deny
                  match: { effects: [ read ], reads: [ public.customers ] }
            """;

    private static Lab lab;
    private static ServiceProcess.Ports ports;
    private static ServiceProcess policy;
    private static ServiceProcess approval;
    private static ServiceProcess edge;

    @BeforeAll
    static void start() {
        lab = Lab.start();
        ports = new ServiceProcess.Ports(ServiceProcess.freePort(), 0, 0);
        policy = startPolicy();
        approval = service("approval-service/app", 0);
        edge = service("proxy-edge/app", approval.port);
    }

    @AfterAll
    static void stop() {
        List.of(edge, approval, policy).forEach(ServiceProcess::close);
        lab.close();
    }

    private static ServiceProcess startPolicy() {
        return ServiceProcess.start(
                "policy-service/app", lab, lab.directory.resolve("state-policy"), ports);
    }

    private static ServiceProcess service(String module, int approvalPort) {
        return ServiceProcess.start(
                module,
                lab,
                lab.directory.resolve("state-" + module.replace('/', '-')),
                new ServiceProcess.Ports(ServiceProcess.freePort(), ports.http(), approvalPort));
    }

    @Test
    void what_a_person_s_revision_denies_is_not_allowed_for_a_moment() throws IOException {
        activateDenial();
        var over = new AtomicBoolean();
        var load =
                List.of(
                        Thread.ofVirtual().start(() -> logInAndAsk(over)),
                        Thread.ofVirtual().start(() -> askInSessions(over)));
        for (int round = 0; round < ROUNDS; round++) {
            allowed("before-" + round);
            policy.kill9();
            await().pollDelay(Duration.ofMillis(500 + 900L * round)).until(() -> true);
            policy = startPolicy();
        }
        allowed("at-last");
        over.set(true);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> load.stream().noneMatch(Thread::isAlive));
        assertThat(lab.targetSaw("at-last")).isTrue();
        assertThat(lab.targetSaw("forbidden")).isFalse();
    }

    /** Stricter than the directory, which goes on allowing what this denies. */
    private static void activateDenial() throws IOException {
        var carol = policy.as("carol");
        var text = Files.readString(lab.policies.resolve("policy-payments.yaml"));
        var file =
                Map.of(
                        "name",
                        "policy-payments.yaml",
                        "text",
                        text.replaceFirst(" {2}rules:\n", DENIES_CUSTOMERS));
        var published = carol.post("/api/v1/policies:publish", Map.of("documents", List.of(file)));
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        var active =
                carol.get("/api/v1/policies/revisions?limit=500")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(one -> one.path("state").asText().equals("active"))
                        .map(one -> one.path("revision").asText())
                        .findFirst();
        var activated =
                carol.post(
                        "/api/v1/policies:activate",
                        Map.of(
                                "revision", published.json().path("revision").asText(),
                                "expected", active.orElse("none")));
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        await("the edge has heard of it")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                edge.psql("support-agent")
                                        .run("SELECT count(*) FROM customers")
                                        .output()
                                        .contains("payments/no-customers"));
    }

    private static void allowed(String mark) {
        await(mark)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                edge.psql("support-agent")
                                        .run("SELECT '" + mark + " ' || status FROM orders LIMIT 1")
                                        .output()
                                        .lines()
                                        .anyMatch(line -> line.startsWith(" " + mark)));
    }

    private static void logInAndAsk(AtomicBoolean over) {
        while (!over.get()) {
            edge.psql("support-agent").run(FORBIDDEN);
        }
    }

    /** Without policy an open session may end: another one takes its place. */
    private static void askInSessions(AtomicBoolean over) {
        while (!over.get()) {
            try (var psql = edge.psql("support-agent").interactive()) {
                while (!over.get()) {
                    psql.type(FORBIDDEN);
                    await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                }
            } catch (UncheckedIOException _) {
                continue;
            }
        }
    }
}
