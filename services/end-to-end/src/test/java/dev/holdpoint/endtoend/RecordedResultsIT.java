package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Under a policy that has results recorded: what psql was shown can be seen again, and verified.
 */
class RecordedResultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(DemoPolicies.with("  masks:", "  recording: results\n\n  masks:"));
        services = ServiceProcess.standalone(lab);
        Files.writeString(
                services.stateDir.resolve("run.json"),
                """
                {"issuer": "%s", "edge": "localhost:%d", "api": {"/api/v1/": "http://localhost:%d"}}
                """
                        .formatted(lab.oidc.issuer(), services.postgresPort, services.port));
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    @Test
    void what_psql_was_shown_is_replayed_masked_and_verified() {
        var ran = ran("SELECT id, card_number FROM customers ORDER BY id LIMIT 2");

        var result = awaited(ran, "verified");
        var statement = result.path("statements").path(0);
        assertThat(statement.path("columns").findValuesAsText("name"))
                .containsExactly("id", "card_number");
        assertThat(statement.path("rows")).hasSize(2);
        assertThat(statement.path("rows").path(0).path(1).asText()).startsWith("************");
        assertThat(statement.path("tag").asText()).isEqualTo("SELECT 2");

        var replay = holdpoint("sessions", "replay", ran.session(), "--results", "--as", "carol");
        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(replay.output())
                .contains(" id | card_number", "| ************", "(2 rows)", "recording verified")
                .doesNotContain("4929123412341234");
    }

    @Test
    void an_error_is_what_the_client_was_shown_too() {
        var result = awaited(ran("SELECT 1 / (id - id) FROM orders"), "verified");

        var error = result.path("statements").path(0).path("error");
        assertThat(error.path("code").asText()).isEqualTo("22012");
    }

    @Test
    void a_large_result_is_recorded_as_a_whole_and_read_in_pages() {
        var ran = ran("SELECT n, repeat('x', 100) FROM generate_series(1, 20000) n");

        var first = awaited(ran, "verified");
        assertThat(first.path("recording").path("chunks").asInt()).isGreaterThan(20);
        assertThat(first.path("statements").path(0).path("rows")).hasSize(200);
        var json =
                holdpoint(
                        "sessions",
                        "replay",
                        ran.session(),
                        "--results",
                        "--rows=30000",
                        "--json",
                        "--as",
                        "carol");
        assertThat(json.exitCode()).isZero();
        assertThat(json.output()).contains("\"20000\"", "\"SELECT 20000\"", "\"verified\"");
    }

    @Test
    void a_refused_command_showed_nothing_of_the_target_and_has_no_recording() {
        var answer = services.as("carol").get(ran("DROP TABLE orders").result());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asText()).isEqualTo("no-recording");
    }

    private record Ran(String session, String command) {
        String result() {
            return "/api/v1/sessions/%s/commands/%s/result".formatted(session, command);
        }
    }

    private static Ran ran(String sql) {
        var marker = UUID.randomUUID().toString();
        services.psql("deploy-bot").run(sql + " /* " + marker + " */");
        return await("transcript")
                .atMost(PATIENCE)
                .until(() -> withText(marker), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Ran> withText(String marker) {
        var carol = services.as("carol");
        for (var session : carol.get("/api/v1/sessions?limit=100").json().findValues("session")) {
            var path = "/api/v1/sessions/" + session.asText() + "/commands";
            for (var command : carol.get(path).json().path("items")) {
                if (command.path("text").asText().contains(marker)) {
                    return Optional.of(new Ran(session.asText(), command.path("command").asText()));
                }
            }
        }
        return Optional.empty();
    }

    private static JsonNode awaited(Ran ran, String verification) {
        return await(verification)
                .atMost(PATIENCE)
                .until(
                        () -> services.as("carol").get(ran.result()),
                        answer -> verification.equals(verdict(answer)))
                .json();
    }

    private static String verdict(RestApi.Answer answer) {
        return answer.json().path("verification").asText();
    }

    private static RunningProgram.Finished holdpoint(String... arguments) {
        var command = new ArrayList<>(List.of(Repository.ROOT.resolve("holdpoint").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("HOLDPOINT_STATE_DIR", services.stateDir.toString());
        builder.environment().put("HOLDPOINT_SKIP_BUILD", "true");
        try (var program = RunningProgram.start(builder)) {
            return program.awaitEnd(Duration.ofMinutes(1));
        }
    }
}
