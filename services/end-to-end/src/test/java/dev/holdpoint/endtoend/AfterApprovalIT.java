package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens between a command's approval and its run: policy, grants or its edge are gone. */
class AfterApprovalIT {
    private static final Pattern HOLD = Pattern.compile("hold ([0-9a-f-]{36})");
    private static final String NO_UPDATES =
            """
                - name: no-more-updates
                  decide: deny
                  match: { kinds: [ update ] }
            """;

    private static Lab lab;
    private static Path policies;
    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void start() throws IOException {
        policies = Files.createTempDirectory("holdpoint-policies");
        try (var documents = Files.list(Repository.ROOT.resolve("deploy/policies/demo"))) {
            for (var document : documents.toList()) {
                var text = Files.readString(document).replaceFirst("mode: wait", "mode: ticket");
                Files.writeString(policies.resolve(document.getFileName()), text);
            }
        }
        lab = Lab.start(policies);
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
    void a_ticket_is_decided_by_the_policy_of_when_it_is_used() throws IOException {
        var update = "UPDATE orders SET status = 'stricter' WHERE id = 1";
        approved(update);

        var former =
                change(
                        "policy-payments.yaml",
                        "  rules:\n",
                        "  rules:\n" + NO_UPDATES,
                        "payments/no-more-updates");
        assertThat(agent(second).run(update).output())
                .contains("42501", "payments/no-more-updates")
                .doesNotContain("UPDATE 1");
        Files.writeString(policies.resolve("policy-payments.yaml"), former);

        assertThat(targetSaw("'stricter'")).isFalse();
    }

    @Test
    void a_ticket_is_worth_nothing_without_the_grant() throws IOException {
        var update = "UPDATE orders SET status = 'ungranted' WHERE id = 1";
        approved(update);

        var former = change("grants.yaml", "groups: [ agents ]", "groups: [ others ]", "grant");
        assertThat(agent(second).run(update).output()).doesNotContain("UPDATE 1");
        Files.writeString(policies.resolve("grants.yaml"), former);

        assertThat(targetSaw("'ungranted'")).isFalse();
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
                        () -> agent(second).run("UPDATE orders SET id = id WHERE id = -1").output(),
                        output -> output.contains(said));
        return former;
    }

    @Test
    void a_held_command_never_runs_once_its_edge_was_killed() throws IOException {
        var update = "UPDATE orders SET status = 'killed'";
        try (var psql = psql(first, "deploy-bot").start(update)) {
            var hold = psql.awaitLine(HOLD.pattern()).group(1);
            awaitOpen(hold);
            first.kill9();

            assertThat(psql.awaitEnd(Duration.ofSeconds(20)).exitCode()).isNotZero();
            approve(hold);

            await("the books are closed")
                    .atMost(Duration.ofSeconds(60))
                    .until(AfterApprovalIT::isRecordedAsLost);
            await("the hold is void").until(() -> state(hold).equalsIgnoreCase("withdrawn"));
            assertThat(approve(hold).status()).isEqualTo(409);
            assertThat(targetSaw("'killed'")).isFalse();
        }
    }

    private static boolean isRecordedAsLost() {
        var events =
                TopicDump.of(lab, "holdpoint.sessions").stream()
                        .map(TopicDump.Seen::text)
                        .collect(Collectors.joining("\n"));
        return events.contains("EDGE_LOST") && events.contains("HOLD_WITHDRAWN");
    }

    private static String state(String hold) {
        return bob().get("/api/v1/holds/" + hold).json().path("state").asText();
    }

    private static void approved(String update) {
        var said =
                await("held")
                        .atMost(Duration.ofSeconds(20))
                        .until(
                                () -> HOLD.matcher(agent(second).run(update).output()),
                                Matcher::find);
        awaitOpen(said.group(1));
        assertThat(approve(said.group(1)).status()).isEqualTo(200);
    }

    private static void awaitOpen(String hold) {
        await("hold " + hold + " is open")
                .atMost(Duration.ofSeconds(15))
                .until(() -> bob().get("/api/v1/holds/" + hold).status() == 200);
    }

    private static RestApi.Answer approve(String hold) {
        return bob().post(
                        "/api/v1/holds/" + hold + "/votes",
                        Map.of("vote", "approve", "reason", "agreed"));
    }

    private static RestApi bob() {
        return RestApi.as("bob", lab.oidc, second.port);
    }

    private static boolean targetSaw(String marker) throws IOException {
        return Files.readString(lab.target.logFile()).contains(marker);
    }

    private static Psql agent(ServiceProcess edge) {
        return psql(edge, "support-agent");
    }

    private static Psql psql(ServiceProcess edge, String principal) {
        return Psql.withToken(
                edge.postgresPort,
                edge.stateDir.resolve("ca.pem"),
                lab.oidc.token(principal, "holdpoint-edge"));
    }
}
