package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs over HTTP: a real issuer, and canned answers at the REST paths. */
class CallingIT {
    @TempDir Path dir;
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

    private RunningCli holdpoint(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--state-dir", dir.toString()));
        return RunningCli.run(all.toArray(String[]::new));
    }

    private void answer(String path, int status, String type, String body) {
        rest.createContext(path, exchange -> respond(exchange, status, type, body));
    }

    private static void respond(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
