package dev.holdpoint.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdpoint.embedded.EmbeddedOidc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The REST API as one principal of the demo realm sees it. */
final class RestApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String token;

    RestApi(int port, String token) {
        this.base = "http://localhost:" + port;
        this.token = token;
    }

    static RestApi as(String principal, EmbeddedOidc oidc, int port) {
        return new RestApi(port, oidc.token(principal, "holdpoint-api"));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private Answer send(String method, String path, Map<String, ?> body) {
        try {
            var json = HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
            var request = request(path).header("content-type", "application/json");
            return send(request.method(method, json));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer approve(String hold) {
        return vote(hold, "approve", "agreed");
    }

    Answer vote(String hold, String vote, String reason) {
        return post("/api/v1/holds/" + hold + "/votes", Map.of("vote", vote, "reason", reason));
    }

    /** The hold, once approvers see it. */
    JsonNode awaitHold(String hold) {
        return await("hold " + hold + " is open")
                .atMost(Duration.ofSeconds(15))
                .until(() -> get("/api/v1/holds/" + hold), answer -> answer.status() == 200)
                .json();
    }

    void awaitState(String hold, String state) {
        await("hold " + hold + " is " + state)
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> get("/api/v1/holds/" + hold),
                        answer ->
                                answer.status() == 200
                                        && state.equals(answer.json().path("state").asText()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A status and a body. */
    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + body, e);
            }
        }
    }
}
