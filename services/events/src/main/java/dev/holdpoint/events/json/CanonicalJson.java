package dev.holdpoint.events.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * JSON Canonicalization Scheme (RFC 8785) for the JSON Holdpoint writes: objects, arrays, strings,
 * booleans, null and integers within ±(2^53 - 1). Fractions are refused, so number formatting can
 * not differ between implementations.
 */
public final class CanonicalJson {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private CanonicalJson() {}

    /** The canonical UTF-8 bytes of {@code node}. */
    public static byte[] bytes(JsonNode node) {
        var out = new StringBuilder(256);
        write(node, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out);
            case ARRAY -> writeArray(node, out);
            case STRING -> writeString(node.textValue(), out);
            case NUMBER -> writeInteger(node, out);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO ->
                    throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        out.append('{');
        var separator = "";
        for (var field : sorted(node)) {
            out.append(separator);
            writeString(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    /** RFC 8785 section 3.2.3: by UTF-16 code units, which is how Java compares strings. */
    private static List<Map.Entry<String, JsonNode>> sorted(JsonNode node) {
        return node.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    private static void writeArray(JsonNode node, StringBuilder out) {
        out.append('[');
        var separator = "";
        for (var element : node) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void writeInteger(JsonNode node, StringBuilder out) {
        if (!node.canConvertToLong()
                || !node.isIntegralNumber()
                || node.longValue() > MAX_SAFE_INTEGER
                || node.longValue() < -MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("not an exact integer: " + node);
        }
        out.append(node.longValue());
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i = writeSurrogatePair(text, i, out);
            } else {
                writeCharacter(c, out);
            }
        }
        out.append('"');
    }

    /** RFC 8785 section 3.2.2.2: lone surrogates are an error; here they become U+FFFD. */
    private static int writeSurrogatePair(String text, int i, StringBuilder out) {
        if (Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(text, i, i + 2);
            return i + 1;
        }
        out.append('\uFFFD');
        return i;
    }

    private static void writeCharacter(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < 0x20) {
                    out.append("\\u%04x".formatted((int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
