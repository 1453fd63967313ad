package dev.holdpoint.cli.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The REST API as one caller sees it; a problem answer becomes one line. */
public record Api(Installation installation, String token) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public JsonNode get(String path) {
        return checked(Http.send(request(path).GET().build(), "Holdpoint"));
    }

    /**
     * All pages of a list as one.
     *
     * @param path with a query
     */
    public ObjectNode all(String path) {
        var answer = (ObjectNode) get(path);
        var items = answer.withArray("items");
        for (var next = answer.path("next"); next.isTextual(); ) {
            var page = get(path + parameter("cursor", next.asText()));
            page.path("items").forEach(items::add);
            next = page.path("next");
        }
        answer.remove("next");
        return answer;
    }

    /** A further parameter of a query; empty without a value. */
    public static String parameter(String name, @Nullable String value) {
        return value == null
                ? ""
                : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Empty if there is none. */
    public Optional<JsonNode> find(String path) {
        var answer = Http.send(request(path).GET().build(), "Holdpoint");
        return answer.status() == 404 ? Optional.empty() : Optional.of(checked(answer));
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return change("POST", path, body, null);
    }

    /**
     * Changes something.
     *
     * @param body empty for none
     * @param version the one that is meant to be changed; null for whichever there is
     */
    public JsonNode change(
            String method, String path, Map<String, ?> body, @Nullable Long version) {
        var request = request(path);
        if (version != null) {
            request.header("If-Match", "\"" + version + "\"");
        }
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, json(body));
        }
        return checked(Http.send(request.build(), "Holdpoint"));
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        try {
            return BodyPublishers.ofString(Http.JSON.writeValueAsString(body));
        } catch (JacksonException e) {
            throw new CliFailure("cannot write the request: " + e.getMessage(), e);
        }
    }

    public JsonNode post(String path, JsonNode body) {
        return checked(post(path, body.toString()));
    }

    /** The answer to documents; empty, and told, if they are refused for what is in them. */
    public Optional<JsonNode> post(String path, JsonNode body, VerbOptions told) {
        var answer = post(path, body.toString());
        return SentDocuments.tellFindings(answer.json(), told)
                ? Optional.empty()
                : Optional.of(checked(answer));
    }

    private Http.Answer post(String path, String json) {
        var request = request(path).header("Content-Type", "application/json");
        return Http.send(request.POST(BodyPublishers.ofString(json)).build(), "Holdpoint");
    }

    /** The body of a large answer, unread. */
    public InputStream download(String path) {
        var answer = Http.stream(request(path).GET().build(), "Holdpoint");
        if (answer.status() / 100 != 2) {
            throw problem(new Http.Answer(answer.status(), text(answer.body())));
        }
        return answer.body();
    }

    /** An answer that comes bit by bit, or a problem; to be closed. */
    public EventAnswer events(String path, JsonNode body) {
        var request =
                request(path)
                        .setHeader("Accept", "text/event-stream, application/problem+json")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()));
        return new EventAnswer(Http.stream(request.build(), "Holdpoint"));
    }

    /** What came of asking for events. */
    public record EventAnswer(Http.Stream answer) implements AutoCloseable {
        boolean isGood() {
            return answer.status() / 100 == 2;
        }

        Iterable<ServerEvents.Event> events() {
            return () -> new ServerEvents(answer.body());
        }

        JsonNode problem() {
            return new Http.Answer(answer.status(), text(answer.body())).json();
        }

        @Override
        public void close() {
            try {
                answer.body().close();
            } catch (IOException gone) {
                throw new CliFailure("the answer cannot be closed", gone);
            }
        }
    }

    private static String text(InputStream body) {
        try (body) {
            return new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(installation.api(path) + path))
                .timeout(LIMIT)
                .header("Accept", "application/json, application/problem+json, */*")
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode checked(Http.Answer answer) {
        if (answer.status() / 100 != 2) {
            throw problem(answer);
        }
        return answer.json();
    }

    private static CliFailure problem(Http.Answer answer) {
        var json = answer.json();
        var code = json.path("code").asText(json.path("title").asText("refused"));
        var detail = json.path("detail").asText(answer.status() == 404 ? "no such thing" : "");
        return new CliFailure(
                VisibleText.of((code + " (" + answer.status() + "): " + detail).strip()));
    }

    /** One path segment; an empty one would name another resource. */
    public static String segment(String text) {
        if (text.isBlank()) {
            throw new CliFailure("an id is empty");
        }
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
