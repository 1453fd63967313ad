package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of the open psql sessions of a grant that is changed over REST or by the clock. */
class LiveGrantsIT {
    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String GRANTS = "/api/v1/grants";
    private static final String ENDED = "57P01";

    private static final String OFFER =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: offers }
            spec:
              targets: { names: [ payments ] }
              rules:
                - name: deletes-by-bots
                  decide: hold
                  match: { principal: { subjects: [ deploy-bot ] }, effects: [ write ], kinds: [ delete ] }
                  beyondGrant: true
                  approval: { from: [ { group: dba } ], expires: 15m }
            """;

    private static Lab lab;
    private static ServiceProcess services;

    private final String id = "live-" + UUID.randomUUID();

    /** The deploy-bot has no grant but those of the tests. */
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
    void a_revoked_grant_ends_what_runs_within_five_seconds() {
        issue(Map.of());
        var running = "SELECT pg_sleep(60) /* until it is revoked */";
        try (var psql = bot().start(running)) {
            await("running").atMost(SOON).until(() -> lab.targetSaw(running));

            post(":revoke", Map.of("reason", "leaked"));

            psql.awaitLine(ENDED, PROMISED);
        }
        assertThat(bot().run("SELECT 1").output()).contains("has no grant on payments");
    }

    @Test
    void an_expired_grant_ends_an_idle_session_within_five_seconds() {
        var expiry = Instant.now().plusSeconds(15);
        issue(Map.of("expiresAt", expiry.toString()));
        try (var psql = bot().interactive()) {
            psql.type("SELECT 'let ' || 'in';");
            psql.awaitLine("let in");
            assertThat(Instant.now()).isBefore(expiry);

            awaitEnd(psql, expiry);
        }
    }

    @Test
    void a_grant_whose_review_is_overdue_ends_sessions_and_lets_them_in_again_once_reviewed() {
        var due = Instant.now().plusSeconds(15);
        issue(Map.of("reviewBy", due.toString()));
        try (var psql = bot().interactive()) {
            psql.type("SELECT 'let ' || 'in';");
            psql.awaitLine("let in");
            assertThat(Instant.now()).isBefore(due);

            awaitEnd(psql, due);
        }
        assertThat(bot().run("SELECT 1").output()).contains("suspended");

        post(
                ":reviewed",
                Map.of(
                        "reviewBy",
                        Instant.now().plusSeconds(3_600).toString(),
                        "reason",
                        "still needed"));

        await("let in again").atMost(PROMISED).until(() -> bot().run("SELECT 1").exitCode() == 0);
        post(":revoke", Map.of("reason", "tidy"));
    }

    @Test
    void a_narrowed_grant_shrinks_an_open_session_within_five_seconds_and_does_not_end_it() {
        issue(Map.of());
        try (var psql = bot().interactive()) {
            psql.type("UPDATE orders SET status = status WHERE id = 1;");
            psql.awaitLine("UPDATE 1");

            post(
                    ":narrow",
                    Map.of("effects", List.of("read", "session"), "reason", "reads are enough"));

            await("writes are denied")
                    .atMost(PROMISED)
                    .until(
                            () -> {
                                psql.type("UPDATE orders SET status = status WHERE id = 1;");
                                return psql.output().contains("does not cover the effect write");
                            });
            psql.type("SELECT 'still ' || 'reads';");
            psql.awaitLine("still reads");
        }
        post(":revoke", Map.of("reason", "tidy"));
    }

    @Test
    void a_command_beyond_the_grant_is_held_where_a_rule_offers_it_and_denied_elsewhere() {
        issue(Map.of("effects", List.of("read", "session")));
        var delete = "DELETE FROM orders WHERE id = -7";
        assertThat(bot().run("UPDATE orders SET status = status WHERE id = 1").output())
                .contains("does not cover the effect write");
        try (var psql = bot().start(delete)) {
            var hold = psql.awaitLine(Psql.HOLD).group(1);
            services.as("bob").awaitHold(hold);
            assertThat(lab.targetLog()).doesNotContain(delete);

            assertThat(services.as("bob").approve(hold).status()).isEqualTo(200);

            assertThat(psql.awaitEnd(SOON).output()).contains("DELETE 0");
        }
        post(":revoke", Map.of("reason", "tidy"));
        assertThat(bot().run(delete).output()).contains("has no grant on payments");
    }

    @Test
    void a_target_that_is_registered_here_is_reached_and_its_removal_ends_its_sessions() {
        var target = "/api/v1/targets/second-payments";
        assertThat(
                        services.as("carol")
                                .put(
                                        target,
                                        lab.payments(
                                                "file:" + lab.directory.resolve("payments-secret")))
                                .status())
                .isEqualTo(201);
        try (var psql = asBobOn("second-payments")) {
            psql.type("SELECT 'reached ' || 'it';");
            psql.awaitLine("reached it");

            assertThat(services.as("carol").delete(target).status()).isEqualTo(204);

            awaitEnd(psql, Instant.now());
        }
    }

    @Test
    void a_password_that_changes_is_used_from_the_next_connection_on() throws IOException {
        var secret = lab.directory.resolve("payments-secret");
        try (var psql = services.psql("alice").interactive()) {
            psql.type("SELECT 'let ' || 'in';");
            psql.awaitLine("let in");

            rotate(secret, "rotated-canary-19c4");
            lab.target.execute("payments", "CREATE TABLE rotated AS SELECT 'known' AS word");
            lab.target.execute("payments", "GRANT SELECT ON rotated TO holdpoint_payments");

            assertThat(services.psql("alice").run("SELECT 1").exitCode()).isZero();
            await("the new table is known")
                    .atMost(SOON)
                    .until(
                            () -> {
                                psql.type("SELECT word || ' here' FROM rotated;");
                                return psql.output().contains("known here");
                            });
        } finally {
            rotate(secret, Lab.TARGET_PASSWORD);
            lab.target.execute("payments", "DROP TABLE IF EXISTS rotated");
        }
    }

    private static void rotate(Path secret, String password) throws IOException {
        lab.target.execute("ALTER ROLE holdpoint_payments PASSWORD '" + password + "'");
        Files.writeString(secret, password);
    }

    /** Bob's grant selects by label; the target is let in once the edge's policy knows it. */
    private static RunningProgram asBobOn(String target) {
        var bob = services.psql("bob");
        var psql = new Psql(bob.port(), bob.ca(), bob.user(), bob.password(), target);
        await("target is known").atMost(SOON).until(() -> psql.run("SELECT 1").exitCode() == 0);
        return psql.interactive();
    }

    private static Psql bot() {
        return services.psql("deploy-bot");
    }

    private static void awaitEnd(RunningProgram psql, Instant moment) {
        var left = Duration.between(Instant.now(), moment.plus(PROMISED));
        psql.type("SELECT pg_sleep(60);");
        psql.awaitLine(ENDED, left);
    }

    private void issue(Map<String, ?> more) {
        var body =
                new HashMap<String, Object>(
                        Map.of(
                                "id",
                                id,
                                "subjects",
                                List.of("deploy-bot"),
                                "targets",
                                Map.of("names", List.of("payments")),
                                "effects",
                                List.of("read", "write", "session"),
                                "owner",
                                "bea",
                                "reason",
                                "a test"));
        body.putAll(more);
        var answer = services.as("carol").post(GRANTS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        await("let in").atMost(PROMISED).until(() -> bot().run("SELECT 1").exitCode() == 0);
    }

    private void post(String verb, Map<String, ?> body) {
        var answer = services.as("carol").post(GRANTS + "/" + id + verb, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
