package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a refused psql to a session that ends when the access that was asked for does. */
class AccessRequestIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String REQUESTS = "/api/v1/access-requests";
    private static final int SECONDS = 90;

    private static final String OFFER =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: offers }
            spec:
              targets: { names: [ payments ] }
              rules: [ { name: none, decide: deny, match: { effects: [ admin ] } } ]
              requests:
                - name: on-call
                  principal: { subjects: [ deploy-bot ] }
                  effects: [ read, write, session ]
                  longest: 8h
                  justification: required
                  approval: { from: [ { group: dba } ], expires: 15m }
            """;

    private static Lab lab;
    private static ServiceProcess services;

    /** The deploy-bot has no grant. */
    @BeforeAll
    static void start() throws IOException {
        var policies = DemoPolicies.with("[ deploy-bot ]\n", "[ nobody ]\n");
        Files.writeString(policies.resolve("offers.yaml"), OFFER);
        lab = Lab.start(policies);
        services = ServiceProcess.standalone(lab);
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    @Test
    void who_is_refused_asks_and_is_let_in_by_another_person_until_the_time_is_over() {
        assertThat(bot().run("SELECT 1").output())
                .contains("has no grant on payments")
                .contains(
                        "HINT:  Ask for access: ./holdpoint access request payments --effect read"
                                + " --effect write --effect session --for 8h");
        assertThat(services.psql("carol").run("SELECT 1").output())
                .contains("has no grant on payments")
                .doesNotContain("Ask for access");

        var request = ask();
        assertThat(vote("deploy-bot", request).status()).isEqualTo(403);
        var approved = vote("bob", request);
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        var until = Instant.parse(approved.json().path("until").asText());

        await("let in").atMost(LIMIT).until(() -> bot().run("SELECT 1").exitCode() == 0);
        var grant =
                services.as("carol")
                        .get("/api/v1/grants/" + approved.json().path("grant").asText())
                        .json();
        assertThat(grant.path("origin").asText()).isEqualTo("approval");
        assertThat(Instant.parse(grant.path("expiresAt").asText())).isEqualTo(until);
        try (var psql = bot().interactive()) {
            psql.type("SELECT 'let ' || 'in';");
            psql.awaitLine("let in");
            psql.type("UPDATE orders SET status = status WHERE id = 1;");
            psql.awaitLine("does not cover the effect write");

            psql.type("SELECT pg_sleep(300);");
            psql.awaitLine("57P01", Duration.between(Instant.now(), until).plus(LIMIT));
            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
        assertThat(bot().run("SELECT 1").output()).contains("refused the session", "HINT:  Ask");
    }

    private static String ask() {
        var answer =
                services.as("deploy-bot")
                        .post(
                                REQUESTS,
                                Map.of(
                                        "target",
                                        "payments",
                                        "effects",
                                        List.of("read", "write", "session"),
                                        "seconds",
                                        3_600,
                                        "reason",
                                        "ticket 7"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("request").asText();
    }

    /** For less than was asked for. */
    private static RestApi.Answer vote(String who, String request) {
        return services.as(who)
                .post(
                        REQUESTS + "/" + request + "/votes",
                        Map.of(
                                "vote",
                                "approve",
                                "effects",
                                List.of("read", "session"),
                                "seconds",
                                SECONDS,
                                "reason",
                                "reading is enough"));
    }

    private static Psql bot() {
        return services.psql("deploy-bot");
    }
}
