package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens between a command's approval and its run: policy, grants or its edge are gone. */
class AfterApprovalIT {
    private static final Pattern HOLD = Pattern.compile(Psql.HOLD);
    private static final String NO_UPDATES =
            """
                - name: no-more-updates
                  decide: deny
                  match: { kinds: [ update ] }
            """;

    private static Path policies;
    private static TwoInstances instances;

    @BeforeAll
    static void start() throws IOException {
        policies = DemoPolicies.with("mode: wait", "mode: ticket");
        instances = TwoInstances.start(policies);
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    void a_ticket_is_decided_by_the_policy_of_when_it_is_used() throws IOException {
        var update = "UPDATE orders SET status = 'stricter' WHERE id = 1";
        approved(update);

        var former =
                change(
                        "policy-payments.yaml",
                        "  rules:\n",
                        "  rules:\n" + NO_UPDATES,
                        "payments/no-more-updates");
        assertThat(agent().run(update).output())
                .contains("42501", "payments/no-more-updates")
                .doesNotContain("UPDATE 1");
        Files.writeString(policies.resolve("policy-payments.yaml"), former);

        assertThat(instances.lab().targetSaw("'stricter'")).isFalse();
    }

    @Test
    void a_ticket_is_worth_nothing_without_the_grant() throws IOException {
        var update = "UPDATE orders SET status = 'ungranted' WHERE id = 1";
        approved(update);

        var former = change("grants.yaml", "groups: [ agents ]", "groups: [ others ]", "grant");
        assertThat(agent().run(update).output()).doesNotContain("UPDATE 1");
        Files.writeString(policies.resolve("grants.yaml"), former);

        assertThat(instances.lab().targetSaw("'ungranted'")).isFalse();
    }

    /** Gives the document as it was, once an update of somebody new is told {@code said}. */
    private static String change(String name, String from, String to, String said)
            throws IOException {
        var document = policies.resolve(name);
        var former = Files.readString(document);
        Files.writeString(document, former.replaceFirst(Pattern.quote(from), to));
        await("the document counts")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> agent().run("UPDATE orders SET id = id WHERE id = -1").output(),
                        output -> output.contains(said));
        return former;
    }

    @Test
    void a_held_command_never_runs_once_its_edge_was_killed() throws IOException {
        var update = "UPDATE orders SET status = 'killed'";
        try (var psql = instances.first().psql("deploy-bot").start(update)) {
            var hold = psql.awaitLine(Psql.HOLD).group(1);
            bob().awaitHold(hold);
            instances.first().kill9();

            assertThat(psql.awaitEnd(Duration.ofSeconds(20)).exitCode()).isNotZero();
            bob().approve(hold);

            await("the books are closed")
                    .atMost(Duration.ofSeconds(60))
                    .until(AfterApprovalIT::isRecordedAsLost);
            bob().awaitState(hold, "withdrawn");
            assertThat(bob().approve(hold).status()).isEqualTo(409);
            assertThat(instances.lab().targetSaw("'killed'")).isFalse();
        }
    }

    private static boolean isRecordedAsLost() {
        var events =
                TopicDump.of(instances.lab(), "holdpoint.sessions").stream()
                        .map(TopicDump.Seen::text)
                        .collect(Collectors.joining("\n"));
        return events.contains("EDGE_LOST") && events.contains("HOLD_WITHDRAWN");
    }

    private static void approved(String update) {
        var said =
                await("held")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> HOLD.matcher(agent().run(update).output()), Matcher::find);
        bob().awaitHold(said.group(1));
        assertThat(bob().approve(said.group(1)).status()).isEqualTo(200);
    }

    private static RestApi bob() {
        return instances.second().as("bob");
    }

    private static Psql agent() {
        return instances.second().psql("support-agent");
    }
}
