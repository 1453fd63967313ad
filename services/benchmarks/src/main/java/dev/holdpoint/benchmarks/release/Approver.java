package dev.holdpoint.benchmarks.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Somebody who votes on holds over REST. */
final class Approver {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String APPROVAL = "{\"vote\": \"approve\", \"reason\": \"measured\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI holds;
    private final String token;

    Approver(URI holds, String token) {
        this.holds = holds;
        this.token = token;
    }

    /** When a vote left, and when its acceptance was back. */
    record Vote(Instant sent, Instant accepted) {}

    /** Returns once the hold can be voted on. */
    void awaitOpen(String hold) {
        Patience.await(
                LIMIT,
                "hold " + hold + " open",
                () -> send(request("/" + hold).GET()).statusCode() == 200);
    }

    /** Gives the one vote that releases the hold. */
    Vote approve(String hold) {
        var request =
                request("/" + hold + "/votes")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(APPROVAL));
        var sent = Instant.now();
        var answer = send(request);
        var accepted = Instant.now();
        if (answer.statusCode() != 200 || !isReleased(answer.body())) {
            throw new BenchFailure("not released but " + answer.statusCode() + answer.body());
        }
        return new Vote(sent, accepted);
    }

    private boolean isReleased(String body) {
        try {
            return json.readTree(body).path("state").asText().equals("released");
        } catch (IOException e) {
            throw new BenchFailure("not JSON: " + body, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(holds + path))
                .timeout(LIMIT)
                .header("authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new BenchFailure("cannot reach approvals: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
