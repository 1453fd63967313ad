package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent that is held comes back with the very same command, in another session. */
class TicketIT {
    private static final String UPDATE = "UPDATE orders SET status='refunded' WHERE id=3";
    private static final String JUSTIFICATION = "customer asked twice, case 4711";
    private static final Pattern HOLD = Pattern.compile("hold ([0-9a-f-]{36})");

    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        var policies = Files.createTempDirectory("holdpoint-policies");
        try (var documents = Files.list(Repository.ROOT.resolve("deploy/policies/demo"))) {
            for (var document : documents.toList()) {
                var text = Files.readString(document).replace("mode: wait", "mode: ticket");
                Files.writeString(policies.resolve(document.getFileName()), text);
            }
        }
        lab = Lab.start(policies);
        services = ServiceProcess.standalone(lab, lab.directory.resolve("state"));
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    @Test
    void a_ticket_is_released_used_once_and_asked_for_anew() throws IOException {
        var refused = agent().run("SET holdpoint.justification = '" + JUSTIFICATION + "'", UPDATE);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("42501", "expires", "/api/v1/holds/", "very same command");
        var hold = hold(refused.output());
        assertThat(open(hold).path("justification").asText()).isEqualTo(JUSTIFICATION);

        var impatient = agent().run(UPDATE);
        assertThat(impatient.exitCode()).isEqualTo(1);
        assertThat(hold(impatient.output())).isEqualTo(hold);
        assertThat(Files.readString(lab.target.logFile())).doesNotContain(UPDATE);

        assertThat(approve(hold).status()).isEqualTo(200);

        var released = agent().run(UPDATE);
        assertThat(released.exitCode()).as(released.output()).isZero();
        assertThat(released.output()).contains("UPDATE 1");

        var third = agent().run(UPDATE);
        assertThat(third.exitCode()).isEqualTo(1);
        assertThat(hold(third.output())).isNotEqualTo(hold);
        assertThat(Files.readString(lab.target.logFile()).split(UPDATE, -1)).hasSize(2);
        assertThat(Files.readString(lab.target.logFile())).doesNotContain(JUSTIFICATION);
    }

    private static Psql agent() {
        return Psql.withToken(
                services.postgresPort,
                services.stateDir.resolve("ca.pem"),
                lab.oidc.token("support-agent", "holdpoint-edge"));
    }

    private static RestApi bob() {
        return RestApi.as("bob", lab.oidc, services.port);
    }

    private static RestApi.Answer approve(String hold) {
        return bob().post(
                        "/api/v1/holds/" + hold + "/votes",
                        Map.of("vote", "approve", "reason", "agreed"));
    }

    private static JsonNode open(String hold) {
        await("hold " + hold + " is open")
                .atMost(Duration.ofSeconds(15))
                .until(() -> bob().get("/api/v1/holds/" + hold).status() == 200);
        return bob().get("/api/v1/holds/" + hold).json();
    }

    private static String hold(String output) {
        var hold = HOLD.matcher(output);
        assertThat(hold.find()).as(output).isTrue();
        return hold.group(1);
    }
}
