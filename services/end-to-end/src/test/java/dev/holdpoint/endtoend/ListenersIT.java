package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdpoint.endtoend.ListeningSockets.Listening;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody without a token reaches, of all that the one-process edition listens to. */
class ListenersIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Ledger heads, the schema of documents and where AuthZEN is are for everybody. What Slack
     * sends is signed instead, and refused where Slack is not set up.
     */
    private static final Set<String> PUBLIC =
            Set.of(
                    "GET /ledger/checkpoint",
                    "GET /api/v1/policies/schema",
                    "GET /.well-known/authzen-configuration",
                    "POST /api/v1/webhooks/slack");

    private static final String UNIMPLEMENTED = "12";

    private final ServiceProcess services = RunningSuite.shared().services;

    @Test
    void nothing_listens_but_rest_and_the_edge_and_those_on_loopback_only() {
        assertThat(ListeningSockets.of(services.pid()))
                .containsExactlyInAnyOrder(
                        new Listening(services.port, true),
                        new Listening(services.postgresPort, true));
    }

    @Test
    void all_that_openapi_describes_wants_a_token_but_what_is_for_everybody() throws Exception {
        var asked = new ArrayList<String>();
        var open = new ArrayList<String>();
        for (var path : describedPaths()) {
            for (var verb : path.verbs()) {
                var call = verb.toUpperCase(Locale.ROOT) + " " + path.path();
                asked.add(call);
                if (status(verb.toUpperCase(Locale.ROOT), path.path()) != 401) {
                    open.add(call);
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(30).containsAll(PUBLIC);
        assertThat(open).containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    /** A path of OpenAPI and its verbs. */
    private record Described(String path, List<String> verbs) {}

    private List<Described> describedPaths() throws IOException, InterruptedException {
        var answer = send("GET", "/q/openapi?format=json");
        var described = new ArrayList<Described>();
        for (var path : new ObjectMapper().readTree(answer.body()).path("paths").properties()) {
            described.add(new Described(path.getKey(), verbs(path.getValue())));
        }
        return described;
    }

    private static List<String> verbs(JsonNode path) {
        var verbs = new ArrayList<String>();
        path.fieldNames().forEachRemaining(verbs::add);
        verbs.retainAll(Set.of("get", "put", "post", "delete", "patch"));
        return verbs;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/dev",
                "/q/dev-ui",
                "/q/dev-ui/extensions",
                "/q/swagger-ui",
                "/q/arc",
                "/q/arc/beans",
                "/q/info",
                "/q/graphql",
                "/q/graphql-ui",
                "/q/scheduler",
                "/q/vertx",
                "/q/logging-manager",
                "/q/oidc",
                "/metrics",
                "/management",
                "/actuator",
                "/actuator/env",
                "/jolokia",
                "/debug/pprof",
                "/h2-console",
                "/dev",
                "/"
            })
    void nothing_of_the_framework_answers(String path) throws Exception {
        assertThat(status("GET", path)).isEqualTo(404);
    }

    @Test
    void figures_are_not_told_without_a_token() throws Exception {
        assertThat(status("GET", "/q/metrics")).isEqualTo(401);
    }

    @Test
    void no_browser_guesses_what_an_answer_is_or_keeps_it() throws Exception {
        for (var path : List.of("/api/v1/holds", "/q/openapi", "/q/health", "/nothing")) {
            var headers = send("GET", path).headers();
            assertThat(headers.firstValue("x-content-type-options")).as(path).contains("nosniff");
            assertThat(headers.firstValue("cache-control")).as(path).contains("no-store");
            assertThat(headers.firstValue("content-type").orElse("")).doesNotContain("html");
        }
    }

    @Test
    void health_tells_no_address_account_or_password() throws Exception {
        var health = send("GET", "/q/health").body();

        assertThat(health).contains("UP").doesNotContain("postgresql://", "canary", "localhost:");
    }

    @Test
    void grpc_does_not_say_what_it_has() {
        try (var probe = new GrpcProbe(services.port)) {
            for (var version : List.of("v1", "v1alpha")) {
                var reflection =
                        "grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo";
                assertThat(probe.status(reflection, "3a00")).isEqualTo(UNIMPLEMENTED);
            }
            assertThat(probe.status("holdpoint.approval.v1.Approvals/Nothing", ""))
                    .isEqualTo(UNIMPLEMENTED);
        }
    }

    private int status(String verb, String path) throws IOException, InterruptedException {
        return send(verb, path).statusCode();
    }

    private HttpResponse<String> send(String verb, String path)
            throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:" + services.port + filled(path));
        var body =
                verb.equals("GET")
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString("{}");
        var request =
                HttpRequest.newBuilder(uri)
                        .header("content-type", "application/json")
                        .method(verb, body)
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String filled(String path) {
        return path.replaceAll("\\{[^}]*}", "1");
    }
}
