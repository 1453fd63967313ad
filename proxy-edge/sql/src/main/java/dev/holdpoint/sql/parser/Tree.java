package dev.holdpoint.sql.parser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reading libpg_query's JSON: a node is an object with its capitalised type as only key; a field
 * whose type is fixed holds its fields without that wrapping.
 */
public final class Tree {
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(Integer.MAX_VALUE)
                                            .build())
                            .build());

    private Tree() {}

    /** The statements of a parser's answer. */
    public static List<JsonNode> statements(String json) {
        return placed(json).stream().map(Placed::statement).toList();
    }

    /**
     * A statement and where it stands.
     *
     * @param from its first byte in the text's UTF-8
     * @param length how many bytes; 0 for the rest of the text
     */
    public record Placed(JsonNode statement, int from, int length) {
        /** Its own text. */
        public String in(byte[] text) {
            int most = text.length - from;
            return new String(text, from, length == 0 ? most : length, StandardCharsets.UTF_8);
        }
    }

    /** The statements of a parser's answer, and where they stand. */
    public static List<Placed> placed(String json) {
        try {
            return list(JSON.readTree(json), "stmts")
                    .map(
                            raw ->
                                    new Placed(
                                            raw.path("stmt"),
                                            raw.path("stmt_location").asInt(),
                                            raw.path("stmt_len").asInt()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new ParserBroken("the parser's answer is not JSON");
        }
    }

    /** Type and fields of a wrapped node, or empty if the object is not one. */
    public static Optional<Map.Entry<String, JsonNode>> typed(JsonNode object) {
        if (!object.isObject() || object.size() != 1) {
            return Optional.empty();
        }
        var only = object.properties().iterator().next();
        return Character.isUpperCase(only.getKey().charAt(0)) && only.getValue().isObject()
                ? Optional.of(only)
                : Optional.empty();
    }

    /** A field's value; empty if there is none. */
    public static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    /** A field's elements; none if there is no such field. */
    public static Stream<JsonNode> list(JsonNode object, String field) {
        return StreamSupport.stream(object.path(field).spliterator(), false);
    }

    /** The values of a list of String nodes; other nodes are left out. */
    public static List<String> strings(JsonNode object, String field) {
        return list(object, field)
                .map(node -> node.path("String"))
                .filter(JsonNode::isObject)
                .map(string -> text(string, "sval"))
                .toList();
    }

    /** Everything that is text in the nodes: literals' values, names and whatever else. */
    public static Stream<String> values(List<JsonNode> nodes) {
        var values = new ArrayList<String>();
        var left = new ArrayDeque<>(nodes);
        while (!left.isEmpty()) {
            var node = left.removeLast();
            if (node.isTextual()) {
                values.add(node.textValue());
            }
            node.forEach(left::addLast);
        }
        return values.stream();
    }

    /** The value of a constant string, or empty if the node is anything else. */
    public static Optional<String> literal(JsonNode node) {
        var value = node.path("A_Const").path("sval");
        return value.isObject() ? Optional.of(text(value, "sval")) : Optional.empty();
    }
}
