package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the README shows: an agent's psql against the demo target. */
class DemoIT {
    private static final String UPDATE = "UPDATE orders SET status='refunded' WHERE id=1";

    private final RunningSuite suite = RunningSuite.shared();
    private final Psql agent = suite.psql("support-agent");

    @Test
    void reads_arrive_with_card_numbers_masked() {
        var select = agent.run("SELECT * FROM customers ORDER BY id");

        assertThat(select.exitCode()).as(select.output()).isZero();
        assertThat(select.output())
                .contains("************1234", "ada@example.org")
                .doesNotContain("4929123412341234");
    }

    @Test
    void a_drop_is_refused_naming_rule_and_reason_and_never_reaches_the_target() {
        var drop = agent.run("DROP TABLE orders");

        assertThat(drop.exitCode()).as(drop.output()).isEqualTo(1);
        assertThat(drop.output())
                .contains("42501", "destructive-ddl", "Schema changes go through a migration.");
        assertThat(suite.targetLog()).noneMatch(line -> line.contains("DROP TABLE orders"));
    }

    @Test
    void a_held_update_completes_in_the_same_connection_once_bob_approves() {
        try (var update = agent.start(UPDATE, "SELECT status FROM orders WHERE id=1")) {
            var hold = heldBy(update);
            assertThat(update.output()).contains("expires");
            assertThat(suite.targetLog()).noneMatch(line -> line.contains(UPDATE));

            assertThat(vote("support-agent", hold, "approve").status()).isEqualTo(403);
            assertThat(vote("alice", hold, "approve").status()).isEqualTo(403);
            assertThat(vote("bob", hold, "approve").status()).isEqualTo(200);

            var finished = update.awaitEnd(Duration.ofSeconds(20));
            assertThat(finished.exitCode()).isZero();
            assertThat(finished.output()).contains("UPDATE 1", "refunded");
        }
    }

    @Test
    void a_denied_hold_ends_with_the_approvers_reason() {
        try (var update = agent.start(UPDATE)) {
            var hold = heldBy(update);

            assertThat(vote("bea", hold, "deny").status()).isEqualTo(200);

            var finished = update.awaitEnd(Duration.ofSeconds(20));
            assertThat(finished.exitCode()).isEqualTo(1);
            assertThat(finished.output()).contains("42501", "because the test says deny");
            assertThat(vote("bob", hold, "approve").status()).isEqualTo(409);
        }
    }

    @Test
    void ctrl_c_ends_a_hold_and_a_later_approval_says_why_it_is_void() {
        try (var update = agent.start(UPDATE)) {
            var hold = heldBy(update);

            update.interrupt();

            assertThat(update.awaitEnd(Duration.ofSeconds(20)).output()).contains("57014");
            suite.as("bob").awaitState(hold, "withdrawn");
            var late = vote("bob", hold, "approve");
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.json().path("detail").asText()).containsIgnoringCase("cancel");
        }
    }

    @Test
    void a_client_that_vanishes_withdraws_its_hold() {
        String hold;
        try (var update = agent.start(UPDATE)) {
            hold = heldBy(update);
        }

        suite.as("bob").awaitState(hold, "withdrawn");
        assertThat(vote("bob", hold, "approve").status()).isEqualTo(409);
    }

    private String heldBy(RunningProgram psql) {
        var hold = psql.awaitLine(Psql.HOLD).group(1);
        suite.as("bob").awaitHold(hold);
        return hold;
    }

    private RestApi.Answer vote(String principal, String hold, String vote) {
        return suite.as(principal).vote(hold, vote, "because the test says " + vote);
    }

    private JsonNode hold(String hold) {
        return suite.as("bob").get("/api/v1/holds/" + hold).json();
    }
}
