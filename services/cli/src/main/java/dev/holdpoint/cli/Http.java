package dev.holdpoint.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One HTTP exchange with a clear line when nobody answers. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    static final ObjectMapper JSON = new ObjectMapper();

    private Http() {}

    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException notJson) {
                return MissingNode.getInstance();
            }
        }
    }

    record Stream(int status, InputStream body) {}

    static Answer send(HttpRequest request, String who) {
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw unreachable(request, who, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted", e);
        }
    }

    static Stream stream(HttpRequest request, String who) {
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofInputStream());
            return new Stream(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw unreachable(request, who, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted", e);
        }
    }

    private static CliFailure unreachable(HttpRequest request, String who, IOException cause) {
        return new CliFailure(
                "%s does not answer on %s: is it running? ./holdpoint status tells"
                        .formatted(who, request.uri().getAuthority()),
                cause);
    }
}
