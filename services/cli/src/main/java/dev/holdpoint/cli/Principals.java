package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Short text for a principal, whichever way an answer writes one. */
final class Principals {
    private Principals() {}

    static String name(JsonNode principal) {
        if (!principal.isObject()) {
            return subject(principal.asText());
        }
        var name = principal.path("name").asText(subject(principal.path("id").asText()));
        var human = principal.path("onBehalfOf");
        return human.isMissingNode() || human.isNull()
                ? name
                : name + " for " + subject(human.asText(human.path("subject").asText()));
    }

    private static String subject(String id) {
        return id.substring(id.lastIndexOf('#') + 1);
    }
}
