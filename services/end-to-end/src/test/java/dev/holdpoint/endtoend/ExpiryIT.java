package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds nobody decides on, and policies and grants that change while a command waits or runs. */
class ExpiryIT {
    private static final String UPDATE = "UPDATE orders SET status='late' WHERE id=1";

    private static Path policies;
    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        policies = DemoPolicies.with("expires: 15m", "expires: 20s");
        lab = Lab.start(policies);
        services = ServiceProcess.standalone(lab);
    }

    private static void rewrite(Path document, String from, String to) throws IOException {
        var text = Files.readString(document).replace(from, to);
        Files.writeString(document, text);
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    private static Psql agent() {
        return services.psql("support-agent");
    }

    private static RestApi.Answer vote(String hold) {
        return services.as("bob").approve(hold);
    }

    private static void awaitDropSays(String what) {
        await("DROP is refused with " + what)
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> agent().run("DROP TABLE orders").output(),
                        output -> output.contains(what));
    }

    @Test
    void an_undecided_hold_expires_cleanly_and_a_later_approval_says_why_it_is_void()
            throws IOException {
        try (var update = agent().start(UPDATE)) {
            var hold = update.awaitLine(Psql.HOLD).group(1);

            var finished = update.awaitEnd(Duration.ofSeconds(45));

            assertThat(finished.exitCode()).isEqualTo(1);
            assertThat(finished.output()).contains("57014", "expired");
            var late = vote(hold);
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.body()).containsIgnoringCase("expired");
        }
        assertThat(lab.targetLog()).doesNotContain(UPDATE);
    }

    @Test
    void a_policy_that_turned_to_deny_meanwhile_is_asked_again_at_release() throws IOException {
        var update = "UPDATE orders SET status='changed' WHERE id=2";
        try (var psql = agent().start(update)) {
            var hold = psql.awaitLine(Psql.HOLD).group(1);
            var policy = policies.resolve("policy-payments.yaml");
            var former = Files.readString(policy);
            rewrite(policy, "effects: [ ddl, privilege, admin ]", "effects: [ write ]");
            try {
                awaitDropSays("does not cover");
                vote(hold);

                var finished = psql.awaitEnd(Duration.ofSeconds(20));
                assertThat(finished.exitCode()).isEqualTo(1);
                assertThat(finished.output()).contains("42501");
            } finally {
                Files.writeString(policy, former);
                awaitDropSays("destructive-ddl");
            }
        }
        assertThat(lab.targetLog()).doesNotContain(update);
    }

    @Test
    void a_revoked_grant_ends_what_runs_and_lets_nobody_in_again() throws IOException {
        var running = "SELECT pg_sleep(60) /* until the grant ends */";
        var grants = policies.resolve("grants.yaml");
        var former = Files.readString(grants);
        try (var psql = agent().start(running)) {
            await("running").atMost(Duration.ofSeconds(15)).until(() -> lab.targetSaw(running));
            rewrite(grants, "groups: [ agents ]", "groups: [ nobody ]");

            psql.awaitLine("57P01", Duration.ofSeconds(10));

            assertThat(agent().run("SELECT 1").exitCode()).isNotZero();
        } finally {
            Files.writeString(grants, former);
        }
        await("let in again")
                .atMost(Duration.ofSeconds(15))
                .until(() -> agent().run("SELECT 1").exitCode() == 0);
    }
}
