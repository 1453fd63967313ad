package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Equality of parse trees that does not care where in the text they stand. */
final class Shape {
    private Shape() {}

    static boolean same(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(
                                    field ->
                                            field.getKey().equals("location")
                                                    || same(
                                                            field.getValue(),
                                                            other.path(field.getKey())));
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            var others = other.iterator();
            return StreamSupport.stream(one.spliterator(), false)
                    .allMatch(child -> same(child, others.next()));
        }
        return Objects.equals(one, other) && !one.isMissingNode();
    }
}
