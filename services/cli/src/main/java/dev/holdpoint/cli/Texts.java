package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of answers as one text each. */
final class Texts {
    private Texts() {}

    /** The texts of a list. */
    static List<String> of(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** As {@code data=payments, env=prod}. */
    static String labels(JsonNode labels) {
        return labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
