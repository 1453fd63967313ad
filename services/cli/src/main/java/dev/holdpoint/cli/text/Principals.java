package dev.holdpoint.cli.text;

import com.fasterxml.jackson.databind.JsonNode;

/** Short text for a principal, whichever way an answer writes one. */
public final class Principals {
    private Principals() {}

    public static String name(JsonNode principal) {
        if (!principal.isObject()) {
            return subject(principal);
        }
        var name = principal.path("name").asText("");
        var human = subject(principal.path("onBehalfOf"));
        var shown = name.isEmpty() ? subject(principal.path("id")) : name;
        return human.isEmpty() ? shown : shown + " for " + human;
    }

    /** The subject of an id, written as one text {@code issuer#subject} or as an object. */
    public static String subject(JsonNode id) {
        var text = id.isObject() ? id.path("subject").asText("") : id.asText("");
        return id.isNull() ? "" : text.substring(text.lastIndexOf('#') + 1);
    }
}
