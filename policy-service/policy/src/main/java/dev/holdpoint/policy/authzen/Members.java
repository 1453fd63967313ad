package dev.holdpoint.policy.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.service.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The members of an object in a request: each must be of the kind it is asked as, others are let
 * be.
 *
 * @param path names the object in what is told of it, with a dot behind; empty for the whole
 */
record Members(String path, ObjectNode node) {
    /**
     * The whole request.
     *
     * @throws Problem 400 if it is not one JSON object
     */
    static Members of(byte[] body) {
        try {
            return new Members("", EventJson.decodeValue(body, ObjectNode.class));
        } catch (UnreadableEvent e) {
            throw new Problem(400, "bad-request", "Send one JSON object: " + e.getMessage());
        }
    }

    /** An object that must be there. */
    Members object(String name) {
        return optional(name).orElseThrow(() -> wrong(name, "an object"));
    }

    /** An object that may be left out. */
    Optional<Members> optional(String name) {
        return value(name, JsonNode::isObject, "an object")
                .map(value -> new Members(path + name + ".", (ObjectNode) value));
    }

    /** An object that is as good as empty if it is left out. */
    Members orEmpty(String name) {
        return optional(name).orElseGet(() -> new Members(path + name + ".", node.objectNode()));
    }

    /** A text that must be there. */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
    }

    /** A text that may be left out, but not be blank. */
    Optional<String> optionalText(String name) {
        return value(name, value -> value.isTextual() && !value.textValue().isBlank(), "a text")
                .map(JsonNode::textValue);
    }

    /** Texts, or a single one; none if they are left out. */
    List<String> texts(String name) {
        if (node.path(name).isTextual()) {
            return List.of(text(name));
        }
        return list(name).stream()
                .map(one -> one.isTextual() ? one.textValue() : notTexts(name))
                .toList();
    }

    private String notTexts(String name) {
        throw wrong(name, "a list of texts");
    }

    /** The items of a list; none if it is left out. */
    List<JsonNode> list(String name) {
        return value(name, JsonNode::isArray, "a list")
                .map(list -> StreamSupport.stream(list.spliterator(), false).toList())
                .orElse(List.of());
    }

    /** Whether it is not left out. */
    boolean has(String name) {
        return node.has(name);
    }

    /** False unless it is said to be true. */
    boolean flag(String name) {
        return value(name, JsonNode::isBoolean, "true or false")
                .map(JsonNode::booleanValue)
                .orElse(false);
    }

    /** A whole number from 0 on that may be left out. */
    Optional<Long> count(String name) {
        return value(
                        name,
                        value ->
                                value.canConvertToLong()
                                        && value.isIntegralNumber()
                                        && value.longValue() >= 0,
                        "a whole number from 0 on")
                .map(JsonNode::longValue);
    }

    /** All members but those. */
    Set<Map.Entry<String, JsonNode>> besides(Set<String> known) {
        var rest = node.deepCopy();
        rest.remove(known);
        return rest.properties();
    }

    private Optional<JsonNode> value(String name, Predicate<JsonNode> fits, String kind) {
        var value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!fits.test(value)) {
            throw wrong(name, kind);
        }
        return Optional.of(value);
    }

    private Problem wrong(String name, String kind) {
        return new Problem(400, "bad-request", "%s%s must be %s.".formatted(path, name, kind));
    }
}
