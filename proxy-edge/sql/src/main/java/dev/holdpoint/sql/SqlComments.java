package dev.holdpoint.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The comment by which a client says which of its runs caused a statement: {@code
 * key='value',key='value'} at the end, keys and values URL-encoded, as sqlcommenter writes it.
 */
public final class SqlComments {
    private static final int MAX_TAGS = 20;
    private static final int MAX_COMMENT = 4_096;
    private static final Pattern TAG =
            Pattern.compile(
                    "\\s*([A-Za-z0-9_.%~-]{1,64})\\s*=\\s*'((?:[^'\\\\]|\\\\.){0,512})'\\s*(,|$)",
                    Pattern.DOTALL);

    private SqlComments() {}

    /**
     * The tags of a text that could be parsed; empty if it has none, more than 20, or any that is
     * not well-formed. Whoever wrote the text wrote them: they identify, they prove nothing.
     */
    public static Map<String, String> tags(String text) {
        int end = text.length();
        while (end > 0 && isTrailing(text.charAt(end - 1))) {
            end--;
        }
        if (!text.startsWith("*/", end - 2)) {
            return Map.of();
        }
        int start = text.lastIndexOf("/*", end - 4);
        boolean fits = start >= 0 && end - start <= MAX_COMMENT;
        return fits ? read(text.substring(start + 2, end - 2)) : Map.of();
    }

    private static boolean isTrailing(char c) {
        return c == ';' || Character.isWhitespace(c);
    }

    private static Map<String, String> read(String comment) {
        var tags = new TreeMap<String, String>();
        var tag = TAG.matcher(comment);
        int at = 0;
        while (at < comment.length() && tag.region(at, comment.length()).lookingAt()) {
            at = tag.end();
            var key = decoded(tag.group(1));
            var value = decoded(tag.group(2).replace("\\'", "'"));
            if (!isPrintable(key) || !isPrintable(value) || tags.put(key, value) != null) {
                return Map.of();
            }
        }
        return at == comment.length() && tags.size() <= MAX_TAGS ? Map.copyOf(tags) : Map.of();
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return encoded;
        }
    }

    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(
                        c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
