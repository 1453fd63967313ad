package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.embedded.EmbeddedOidc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy revisions|publish|activate|rollback}: a real issuer, and canned answers. */
class RevisionVerbsIT {
    private static final String REVISIONS = "GET /api/v1/policies/revisions";
    private static final String LIST =
            """
            {"items": [
              {"revision": "sha256:cc01", "state": "published", "origin": "rest",
               "publishedBy": "http://issuer#carol", "publishedAt": "2026-11-22T03:00:00Z",
               "changedAt": "2026-11-22T03:00:00Z"},
              {"revision": "sha256:bb01", "state": "active", "origin": "file",
               "publishedBy": "policy-service", "publishedAt": "2026-11-22T02:00:00Z",
               "changedAt": "2026-11-22T02:00:00Z"},
              {"revision": "sha256:aa02", "state": "retired", "changedAt": "2026-11-22T02:00:00.5Z"},
              {"revision": "sha256:aa01", "state": "retired", "changedAt": "2026-11-22T02:00:00Z"}],
             "next": null, "rollsBackTo": "sha256:aa01"}
            """;
    private static final String DETAIL =
            """
            {"revision": {"revision": "sha256:cc01", "state": "published"}, "active": "sha256:bb01",
             "documents": [], "changes": [
              {"file": "a.yaml", "lines": ["@@", "-  decide: hold", "+  decide: al\\u001blow"]}]}
            """;

    @TempDir Path dir;
    private final Map<String, JsonNode> asked = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>(Map.of(REVISIONS, LIST));
    private int status = 200;
    private EmbeddedOidc oidc;
    private HttpServer rest;

    @BeforeEach
    void start() throws IOException {
        oidc = EmbeddedOidc.start(dir.resolve("oidc"), 0);
        rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.createContext("/", this::answer);
        rest.start();
        var port = rest.getAddress().getPort();
        var run = "{\"issuer\": \"%s\", \"api\": {\"/api/v1/\": \"http://localhost:%d\"}}";
        Files.writeString(dir.resolve("run.json"), run.formatted(oidc.issuer(), port));
    }

    @AfterEach
    void stop() {
        rest.stop(0);
        oidc.close();
    }

    @Test
    void revisions_are_listed_with_who_published_them_and_what_became_of_them() {
        var list = holdpoint("revisions");

        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out())
                .containsPattern("sha256:cc01 +published .* rest .* http://issuer#carol")
                .containsPattern("sha256:bb01 +active .* file .* policy-service");
        assertThat(holdpoint("revisions", "--json").out()).contains("\"items\"");
    }

    @Test
    void a_revision_that_the_running_version_cannot_read_is_told_with_its_place() {
        answers.put(
                REVISIONS,
                LIST.replace(
                        "\"origin\": \"file\",",
                        "\"origin\": \"file\", \"unreadable\": \"old.yaml:7:32: No word.\","));

        assertThat(holdpoint("revisions").out())
                .contains("sha256:bb01 cannot be read")
                .contains("allows nothing: old.yaml:7:32: No word.");
    }

    @Test
    void a_revision_is_shown_with_what_it_would_change_and_cannot_paint_the_terminal() {
        answers.put(REVISIONS + "/sha256:cc01", DETAIL);

        var show = holdpoint("revisions", "cc");

        assertThat(show.exit()).as(show.err()).isZero();
        assertThat(show.out())
                .containsPattern("revision +sha256:cc01")
                .contains("changes in a.yaml:\n@@\n-  decide: hold\n+  decide: al\\u{1b}low\n");
    }

    @Test
    void what_is_published_are_the_files_with_policies_in_them() throws IOException {
        var documents = Files.createDirectory(dir.resolve("documents"));
        Files.writeString(documents.resolve("a.yaml"), "apiVersion: x\nkind: Policy # mine\n");
        Files.writeString(documents.resolve("b.yaml"), "kind: Grant\n");
        Files.writeString(documents.resolve("c.yaml"), "{ \"kind\": \"Policy\", \"spec\": {} }\n");
        Files.writeString(documents.resolve("d.yaml"), "kind: Grant\n---\n{ kind: Policy }\n");
        Files.writeString(documents.resolve("e.yaml"), "not: [ yaml\n");
        answers.put(
                "POST /api/v1/policies:publish",
                "{\"revision\": \"sha256:dd\", \"state\": \"published\"}");

        var publish = holdpoint("publish", documents.toString());

        assertThat(publish.exit()).as(publish.err()).isZero();
        assertThat(publish.out()).isEqualTo("revision sha256:dd is published\n");
        assertThat(asked("POST /api/v1/policies:publish").path("documents"))
                .extracting(file -> file.path("name").asText())
                .containsExactly("a.yaml", "c.yaml", "d.yaml", "e.yaml");
    }

    @Test
    void documents_that_are_refused_are_told_by_line_and_exit_2() throws IOException {
        Files.writeString(dir.resolve("a.yaml"), "kind: Policy\n");
        status = 422;
        answers.put(
                "POST /api/v1/policies:publish",
                """
                {"code":"invalid-documents","status":422,"detail":"…","findings":[{"file":"a.yaml",
                "line":1,"column":1,"message":"No spec.","hint":"Write one."}]}
                """);

        var publish = holdpoint("publish", dir.toString());

        assertThat(publish.exit()).isEqualTo(2);
        assertThat(publish.err()).isEqualTo("a.yaml:1:1: No spec. Hint: Write one.\n");
    }

    @Test
    void a_revision_is_activated_in_the_place_of_the_one_that_was_listed_or_is_named() {
        answers.put(
                "POST /api/v1/policies:activate",
                "{\"revision\": \"sha256:cc01\", \"state\": \"active\"}");

        assertThat(holdpoint("activate", "cc01").out())
                .isEqualTo("revision sha256:cc01 is active\n");
        assertAsked("sha256:cc01", "sha256:bb01");
        holdpoint("activate", "sha256:cc", "--expect", "none");
        assertAsked("sha256:cc01", "none");
        assertThat(holdpoint("activate", "aa").err())
                .contains("more than one revision begins with");
    }

    @Test
    void a_rollback_is_to_the_revision_that_decided_before_or_to_a_named_one() {
        answers.put(
                "POST /api/v1/policies:activate",
                "{\"revision\": \"sha256:aa02\", \"state\": \"active\"}");

        assertThat(holdpoint("rollback").exit()).isZero();
        assertAsked("sha256:aa01", "sha256:bb01");
        holdpoint("rollback", "aa02");
        assertAsked("sha256:aa02", "sha256:bb01");
    }

    @Test
    void nothing_is_activated_where_no_revision_decided_before() {
        answers.put(REVISIONS, "{\"items\": [], \"next\": null, \"rollsBackTo\": null}");

        var rollback = holdpoint("rollback");

        assertThat(rollback.exit()).isEqualTo(1);
        assertThat(rollback.err()).contains("no revision decided before");
        assertThat(asked).doesNotContainKey("POST /api/v1/policies:activate");
    }

    @Test
    void a_revision_is_tried_and_no_more() {
        answers.put("POST /api/v1/policies:shadow", "{\"revision\": \"sha256:cc01\"}");
        assertThat(holdpoint("shadow", "cc").out()).isEqualTo("revision sha256:cc01 is tried\n");
        var body = asked("POST /api/v1/policies:shadow");
        assertThat(body.path("revision").asText()).isEqualTo("sha256:cc01");

        answers.put("POST /api/v1/policies:shadow", "{\"revision\": null}");
        assertThat(holdpoint("shadow", "--off").out()).isEqualTo("no revision is tried\n");
        assertThat(asked("POST /api/v1/policies:shadow")).isEmpty();
    }

    @Test
    void what_a_revision_that_is_tried_would_have_answered_is_told() {
        answers.put(
                "GET /api/v1/policies/shadow",
                """
                {"revision": "sha256:cc01", "since": "2026-11-22T03:00:00Z", "commands": 9,
                 "changed": 2, "answers": [
                  {"active": "ALLOW", "shadow": "ALLOW", "commands": 7},
                  {"active": "ALLOW", "shadow": "DENY", "commands": 2}],
                 "rules": [{"name": "payments/no", "answers": [
                  {"active": "ALLOW", "shadow": "DENY", "commands": 2}]}], "principals": []}
                """);

        assertThat(holdpoint("shadow").out())
                .contains("since 2026-11-22T03:00:00Z: 9 commands, 2 answered otherwise\n")
                .containsPattern("allow +allow +7 +all")
                .containsPattern("allow +deny +2 +payments/no");
        answers.put("GET /api/v1/policies/shadow", "{\"revision\": null}");
        assertThat(holdpoint("shadow").out()).isEqualTo("no revision is tried\n");
    }

    private JsonNode asked(String request) {
        return asked.getOrDefault(request, MissingNode.getInstance());
    }

    private void assertAsked(String revision, String expected) {
        var body = asked("POST /api/v1/policies:activate");
        assertThat(body.path("revision").asText()).isEqualTo(revision);
        assertThat(body.path("expected").asText()).isEqualTo(expected);
    }

    private RunningCli holdpoint(String... args) {
        return RunningCli.run(
                Stream.of(
                                Stream.of("policy"),
                                Stream.of(args),
                                Stream.of("--as", "carol", "--state-dir", dir.toString()))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (body.length > 0) {
            asked.put(key, Http.JSON.readTree(body));
        }
        var text = answers.getOrDefault(key, "{\"code\": \"unknown\"}");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(answers.containsKey(key) ? status : 404, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
