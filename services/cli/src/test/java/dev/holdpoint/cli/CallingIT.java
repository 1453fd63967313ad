package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs over HTTP: a real issuer, and canned answers at the REST paths. */
class CallingIT {
    private static final String JSON = "application/json";
    private static final String HELD =
            """
            {"decision": {"kind": "hold", "revision": "sha256:1", "reason": "Ask.",
              "rules": ["payments/writes-by-agents"],
              "terms": {"quorum": [{"group": "dba", "votes": 1}]}},
             "onceReleased": [{"kind": "mask-column", "column": "public.c.card",
               "mask": {"kind": "keep-last", "count": 4}, "rule": "payments/mask-1"}],
             "wantsEstimate": true, "inputs": ["ROWS_WRITTEN"],
             "risk": [{"policy": "payments", "score": 40, "parts": [
               {"entry": "night", "add": 40, "conditionFailed": true}]}],
             "considered": [
               {"rule": "payments/ddl", "decide": "deny", "matched": false, "on": "effects"},
               {"rule": "payments/writes-by-agents", "decide": "hold", "matched": true,
                "conditionFailed": false},
               {"rule": "payments/wide", "decide": "hold", "matched": false, "on": "when",
                "when": "statement.estimatedRows > 5"}]}
            """;

    @TempDir Path dir;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private EmbeddedOidc oidc;
    private HttpServer rest;

    @BeforeEach
    void start() throws IOException {
        oidc = EmbeddedOidc.start(dir.resolve("oidc"), 0);
        var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        rest = HttpServer.create(free, 0);
        rest.start();
        var api = "http://localhost:" + rest.getAddress().getPort();
        Files.writeString(dir.resolve("ca.pem"), "not read here");
        Files.writeString(
                dir.resolve("run.json"),
                """
                {"issuer": "%s", "edge": "localhost:15432", "api": {"/api/v1/": "%s"}}
                """
                        .formatted(oidc.issuer(), api));
    }

    @AfterEach
    void stop() {
        rest.stop(0);
        oidc.close();
    }

    @Test
    void a_token_is_for_the_api_unless_another_audience_is_asked_for() {
        var token = holdpoint("token", "support-agent", "--audience", "holdpoint-edge");
        assertThat(token.exit()).isZero();
        assertThat(token.out().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(holdpoint("token", "bob", "--json").out()).contains("\"access_token\"");
        var nobody = holdpoint("token", "mallory");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err()).startsWith("holdpoint: no token for mallory");
    }

    @Test
    void a_statement_cannot_paint_the_approvers_terminal() {
        answer(
                "/api/v1/holds",
                200,
                "application/json",
                "{\"items\":[{\"hold\":\"h1\",\"state\":\"open\","
                        + "\"statement\":\"DELETE\\u001b[2K\\u202eSELECT\"}],\"next\":null}");
        var list = holdpoint("approvals", "list", "--as", "bob");
        assertThat(list.exit()).isZero();
        assertThat(list.out()).contains("h1", "DELETE\\u{1b}[2K\\u{202e}SELECT");
    }

    @Test
    void a_problem_is_one_line_and_exit_1() {
        answer(
                "/api/v1/holds",
                403,
                "application/problem+json",
                "{\"status\":403,\"code\":\"self_approval\",\"detail\":\"not your own hold\"}");
        var approve = holdpoint("approvals", "approve", "h1", "--as", "alice");
        assertThat(approve.exit()).isEqualTo(1);
        assertThat(approve.err()).isEqualTo("holdpoint: self_approval (403): not your own hold\n");
    }

    @Test
    void connect_keeps_the_password_in_a_private_file_and_out_of_what_it_prints() throws Exception {
        answer(
                "/api/v1/credentials",
                201,
                "application/json",
                "{\"user\":\"support-agent~7\",\"password\":\"s3cret\",\"expiresAt\":\"soon\"}");
        var connect = holdpoint("connect", "payments", "--as", "support-agent");
        assertThat(connect.exit()).as(connect.err()).isZero();
        assertThat(connect.out()).contains("sslmode=verify-full").doesNotContain("s3cret");
        var file = dir.resolve("connect").resolve("payments-support-agent.pgpass");
        assertThat(file).content().contains(":payments:support-agent~7:s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(holdpoint("connect", "payments", "--as", "support-agent", "--export").out())
                .contains("export PGUSER=support-agent~7\n", "export PGPASSFILE=")
                .doesNotContain("s3cret");
    }

    @Test
    void an_explanation_asks_by_what_the_sql_does_and_tells_rules_and_near_misses()
            throws Exception {
        answer("/api/v1/decisions:explain", 200, "application/json", HELD);
        var explain =
                holdpoint(
                        "policy",
                        "explain",
                        "payments",
                        "--as=carol",
                        "--for=support-agent",
                        "--kind=agent",
                        "--group=agents",
                        "--on-behalf-of=alice",
                        "--rows-written=7",
                        "--tables=../../deploy/policies/demo/tests/payments.yaml",
                        "--sql=UPDATE orders SET status = 'paid' /*team='billing'*/");

        assertThat(explain.exit()).as(explain.err()).isZero();
        assertThat(explain.out())
                .startsWith("hold by payments/writes-by-agents\nreason: Ask.\napproval: 1 of dba\n")
                .contains(
                        "columnsWritten public.orders.status; destructive false; effects WRITE;"
                                + " hasWhere false; kinds UPDATE; writes public.orders\n")
                .contains("masks once released: public.c.card (keep-last 4) by payments/mask-1\n")
                .contains("matched: payments/writes-by-agents (hold)\n")
                .contains(
                        "missed: payments/wide (hold) on when: statement.estimatedRows > 5\n"
                                + "missed: payments/ddl (deny) on effects\n")
                .contains("risk by payments: 40 (night 40, condition failed)\n")
                .contains("also depends on: ROWS_WRITTEN\n")
                .contains("note: an estimate of rows could change this: --estimated-rows\n");
        var asked = Http.JSON.readTree(bodies.getFirst());
        assertThat(asked.path("principal").path("id").path("issuer").asText())
                .isEqualTo(oidc.issuer());
        assertThat(asked.path("principal").path("onBehalfOf").path("subject").asText())
                .isEqualTo("alice");
        assertThat(asked.path("statement").path("hasWhere").asBoolean(true)).isFalse();
        assertThat(asked.path("session").path("rowsWritten").asInt()).isEqualTo(7);
        assertThat(asked.path("session").path("commandsLastMinute").asInt()).isEqualTo(1);
        assertThat(asked.path("tags").path("team").asText()).isEqualTo("billing");
    }

    @Test
    void an_explanation_asks_by_facts_as_they_stand_in_an_event() throws Exception {
        answer("/api/v1/decisions:explain", 200, "application/json", HELD);
        var json =
                holdpoint(
                        "policy",
                        "explain",
                        "payments",
                        "--as=alice",
                        "--json",
                        "--estimated-rows=9",
                        "--facts={\"effects\": [\"read\"], \"reads\": [\"public.orders\"]}");

        assertThat(json.exit()).as(json.err()).isZero();
        assertThat(Http.JSON.readTree(json.out())).isEqualTo(Http.JSON.readTree(HELD));
        var asked = Http.JSON.readTree(bodies.getFirst());
        assertThat(asked.has("principal")).isFalse();
        assertThat(asked.path("statement").toString())
                .isEqualTo(
                        "{\"effects\":[\"READ\"],\"reads\":[\"public.orders\"],\"estimatedRows\":9}");
    }

    @Test
    void what_cannot_be_explained_is_exit_2() {
        var execute = holdpoint("policy", "explain", "payments", "--as=alice", "--sql=EXECUTE p");
        assertThat(execute.exit()).isEqualTo(2);
        assertThat(execute.err()).contains("It runs what an earlier command prepared.");
        var list = holdpoint("policy", "explain", "payments", "--as=alice", "--facts={\"a\"");
        assertThat(list.exit()).isEqualTo(2);
        assertThat(bodies).isEmpty();
    }

    @Test
    void a_session_is_replayed_with_what_was_shown_whatever_pages_it_comes_in() throws Exception {
        recordedSession("verified", "null");

        var replay = holdpoint("sessions", "replay", "s1", "--results", "--as", "carol");

        assertThat(replay.exit()).as(replay.err()).isZero();
        assertThat(replay.out())
                .contains(
                        """
                        SELECT * FROM customers
                         name         | card_number
                        --------------+------------------
                         Ada\\u{1b}[2K | ************1234
                         Bob          | NULL
                        (2 rows)
                        SELECT 2
                        ERROR:  22012: division by zero
                        recording verified
                        """);
        var json = holdpoint("sessions", "replay", "s1", "--results", "--as", "carol", "--json");
        var result = Http.JSON.readTree(json.out()).path("commands").path(0).path("result");
        assertThat(result.path("statements").path(0).path("rows")).hasSize(2);
        assertThat(result.path("statements")).hasSize(2);
        assertThat(holdpoint("sessions", "replay", "s1", "--as", "carol").out())
                .contains("SELECT * FROM customers")
                .doesNotContain("Ada");
    }

    @Test
    void a_broken_recording_is_told_and_is_exit_1() {
        recordedSession("broken", "\"chunk 2 is missing or changed\"");

        var replay = holdpoint("sessions", "replay", "s1", "--results", "--as", "carol");

        assertThat(replay.exit()).isEqualTo(1);
        assertThat(replay.out()).contains("recording BROKEN: chunk 2 is missing or changed");
    }

    private void recordedSession(String verification, String reason) {
        answer("/api/v1/sessions/s1", 200, JSON, RecordedSession.SESSION);
        answer("/api/v1/sessions/s1/commands", 200, JSON, RecordedSession.COMMANDS);
        rest.createContext(
                "/api/v1/sessions/s1/commands/c1/result",
                exchange -> {
                    boolean second = exchange.getRequestURI().getQuery().contains("9.1.0");
                    var page = second ? RecordedSession.SECOND : RecordedSession.FIRST;
                    respond(exchange, 200, JSON, page.formatted(verification, reason));
                });
    }

    private RunningCli holdpoint(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--state-dir", dir.toString()));
        return RunningCli.run(all.toArray(String[]::new));
    }

    private void answer(String path, int status, String type, String body) {
        rest.createContext(path, exchange -> respond(exchange, status, type, body));
    }

    private void respond(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
