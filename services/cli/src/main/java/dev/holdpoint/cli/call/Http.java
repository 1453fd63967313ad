package dev.holdpoint.cli.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One HTTP exchange with a clear line when nobody answers. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    public static final ObjectMapper JSON = new ObjectMapper();

    private Http() {}

    public record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException notJson) {
                return MissingNode.getInstance();
            }
        }
    }

    public record Stream(int status, InputStream body) {}

    static Answer send(HttpRequest request, String who) {
        var answer = exchange(request, BodyHandlers.ofString(), who);
        return new Answer(answer.statusCode(), answer.body());
    }

    public static Stream stream(HttpRequest request, String who) {
        var answer = exchange(request, BodyHandlers.ofInputStream(), who);
        return new Stream(answer.statusCode(), answer.body());
    }

    private static <B> HttpResponse<B> exchange(
            HttpRequest request, BodyHandler<B> body, String who) {
        try {
            return CLIENT.send(request, body);
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
