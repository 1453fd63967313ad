package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints one answer as lines of name and value, or as JSON when asked. */
final class Fields {
    private Fields() {}

    static void print(Common common, JsonNode node) {
        if (common.json) {
            common.print(node);
            return;
        }
        for (var field : node.properties()) {
            var value = field.getValue();
            var text = value.isValueNode() ? value.asText("") : value.toString();
            common.out().printf("%-16s %s%n", VisibleText.of(field.getKey()), VisibleText.of(text));
        }
    }
}
