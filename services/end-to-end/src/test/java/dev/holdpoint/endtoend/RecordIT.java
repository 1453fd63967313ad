package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.CloudEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is left behind: events on Kafka, sessions and use over REST, and nothing secret anywhere.
 */
class RecordIT {
    private final RunningSuite suite = RunningSuite.shared();

    @Test
    void every_record_of_the_sessions_topic_is_one_cloud_event() {
        var marker = UUID.randomUUID().toString();
        suite.psql("support-agent").run("SELECT 1 /* " + marker + " */");

        var records = TopicDump.of(suite.lab, "holdpoint.sessions");

        assertThat(records).anyMatch(record -> record.text().contains(marker));
        assertThat(records)
                .allSatisfy(
                        record -> {
                            assertThat(record.headers())
                                    .containsEntry("ce_specversion", "1.0")
                                    .containsEntry("content-type", "application/json")
                                    .containsKeys("ce_id", "ce_type", "ce_source", "ce_time");
                            assertThat(CloudEvents.envelope(record.headers(), record.value()))
                                    .isNotNull();
                        });
    }

    @Test
    void the_transcript_and_the_use_of_entitlements_are_there_to_read() {
        var marker = UUID.randomUUID().toString();
        suite.psql("support-agent").run("SELECT 1 /* " + marker + " */");
        var carol = suite.as("carol");

        await("transcript").atMost(Duration.ofSeconds(20)).until(() -> transcriptOf(marker) == 1);
        var use = carol.get("/api/v1/entitlements?target=payments");
        assertThat(use.status()).isEqualTo(200);
        assertThat(use.body()).contains("support-agent").contains("READ");
        assertThat(suite.as("support-agent").get("/api/v1/ledger/export").status()).isEqualTo(403);
    }

    private long transcriptOf(String marker) {
        var carol = suite.as("carol");
        return carol
                .get("/api/v1/sessions?limit=100")
                .json()
                .path("items")
                .findValuesAsText("session")
                .stream()
                .map(session -> carol.get("/api/v1/sessions/" + session + "/commands").body())
                .filter(commands -> commands.contains(marker))
                .count();
    }

    @Test
    void a_path_with_two_readings_is_refused_before_routing() {
        for (var path : List.of("/api/v1/holds;a=b", "/api/v1/holds%3Ba=b", "/api//v1/holds")) {
            assertThat(suite.as("bob").get(path).status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void secrets_appear_in_no_event_log_reply_or_error() {
        var agentToken = suite.lab.oidc.token("support-agent", "holdpoint-api");
        var issued =
                new RestApi(suite.services.port, agentToken)
                        .post("/api/v1/credentials", Map.of("target", "payments"));
        assertThat(issued.status()).isBetween(200, 201);
        var password = issued.json().path("password").asText();
        var user = issued.json().path("user").asText();
        var psql = new Psql(suite.services.postgresPort, suite.ca(), user, password, "payments");
        assertThat(psql.run("SELECT 1").exitCode()).isZero();
        var wrong = new Psql(psql.port(), psql.ca(), user, password + "x", "payments");
        var refused = wrong.run("SELECT 1");
        assertThat(refused.exitCode()).isEqualTo(2);
        var pass = "PASSWORD 'role-canary-5521'";
        var alter = suite.psql("support-agent").run("ALTER ROLE someone " + pass);
        assertThat(alter.exitCode()).isEqualTo(1);

        var canaries = List.of(password, agentToken, Lab.TARGET_PASSWORD, "role-canary-5521");
        var places =
                Stream.of(
                        everyTopic(),
                        suite.services.log(),
                        refused.output(),
                        suite.as("carol").get("/api/v1/sessions?limit=100").body(),
                        suite.as("carol").get("/api/v1/targets").body(),
                        dump("approval"),
                        dump("audit"),
                        dump("policy"),
                        dump("edge"),
                        filesBelow(suite.services.stateDir));
        assertThat(places).allSatisfy(place -> assertThat(place).doesNotContain(canaries));
    }

    private String everyTopic() {
        return Stream.of(
                        "holdpoint.sessions",
                        "holdpoint.recordings",
                        "holdpoint.approvals",
                        "holdpoint.policy",
                        "holdpoint.ledger")
                .flatMap(topic -> TopicDump.of(suite.lab, topic).stream())
                .map(record -> record.headers() + record.text())
                .reduce("", String::concat);
    }

    private String dump(String schema) {
        var tables =
                suite.lab.database.query(
                        "holdpoint",
                        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = '"
                                + schema
                                + "'");
        return tables.stream()
                .map(
                        table ->
                                suite.lab
                                        .database
                                        .query(
                                                "holdpoint",
                                                "SELECT t::text FROM " + table.getFirst() + " t")
                                        .toString())
                .reduce("", String::concat);
    }

    private static String filesBelow(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(RecordIT::text)
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
