package dev.holdpoint.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;

/** Prints one answer as lines of name and value, or as JSON when asked. */
public final class Fields {
    private Fields() {}

    public static void print(VerbOptions options, JsonNode node) {
        if (options.json()) {
            options.print(node);
            return;
        }
        for (var field : node.properties()) {
            var value = field.getValue();
            var text = value.isValueNode() ? value.asText("") : value.toString();
            options.out()
                    .printf("%-16s %s%n", VisibleText.of(field.getKey()), VisibleText.of(text));
        }
    }
}
