package dev.holdpoint.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Gets tokens of the demo realm, where a password is the name followed by {@code -demo}. */
public record Issuer(String url) {
    public static final String API = "holdpoint-api";
    private static final Set<String> PEOPLE = Set.of("alice", "bob", "bea", "carol");

    public String token(String principal, String audience) {
        return answer(principal, audience).path("access_token").asText();
    }

    public JsonNode answer(String principal, String audience) {
        var secret = encoded(principal + "-demo");
        var login =
                PEOPLE.contains(principal)
                        ? "grant_type=password&username=%s&password=%s"
                        : "grant_type=client_credentials&client_id=%s&client_secret=%s";
        var form = login.formatted(encoded(principal), secret) + "&audience=" + encoded(audience);
        var request =
                HttpRequest.newBuilder(URI.create(url + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        var answer = Http.send(request, "the OIDC issuer");
        if (answer.status() != 200) {
            throw new CliFailure(
                    "no token for " + VisibleText.of(principal) + ": " + reason(answer.json()));
        }
        return answer.json();
    }

    private static String reason(JsonNode json) {
        return VisibleText.of(json.path("error_description").asText(json.path("error").asText()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
