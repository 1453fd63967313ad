package dev.holdpoint.sql.text;

import dev.holdpoint.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces string literals of statements that carry credentials. */
public final class RecordableText {
    private static final String HIDDEN = "'***'";
    public static final String WITHHELD = "(not recorded: it may hold a credential)";
    private static final Pattern SUSPECT =
            Pattern.compile(
                    "(?is).*(passw|secret|token|credential|user\\s+mapping|subscription|dblink"
                            + "|://[^/\\s:]+:[^@\\s]+@).*");
    private static final Pattern DOLLAR_TAG =
            Pattern.compile("\\$([A-Za-z_\\x80-\\uFFFF][A-Za-z0-9_\\x80-\\uFFFF]*)?\\$");

    private static final int SHOWN = 4 * 1024;

    private final String text;
    private final @Nullable CredentialLiterals secrets;
    private final List<String> met = new ArrayList<>();
    private final StringBuilder kept = new StringBuilder();
    private int at;

    private RecordableText(String text, @Nullable CredentialLiterals secrets) {
        this.text = text;
        this.secrets = secrets;
    }

    /** A text that could not be parsed. */
    public static String unread(String text) {
        return SUSPECT.matcher(text).matches() ? WITHHELD : text;
    }

    /** A text that could be parsed, without its literals. */
    public static String withoutLiterals(String text) {
        return new RecordableText(text, null).hide();
    }

    /**
     * A text that could be parsed, without those literals that show anything of {@code secrets}, or
     * that cannot be read as they stand; without any if the secrets are not found as they stand.
     */
    public static String without(CredentialLiterals secrets, String text) {
        var recordable = new RecordableText(text, secrets);
        var shown = recordable.hide();
        return secrets.areAll(recordable.met) ? shown : withoutLiterals(text);
    }

    /** A text too large to be recorded whole: its beginning, its length and its SHA-256. */
    public static String beginning(String text, boolean credentials) {
        var first = text.substring(0, Math.min(text.length(), 2 * SHOWN));
        boolean hidden = credentials || SUSPECT.matcher(first).matches();
        return cut(hidden ? withoutLiterals(first) : first) + summary(text);
    }

    /** Of a text too large to be recorded whole that may hold a credential anywhere. */
    public static String withheld(String text) {
        return WITHHELD + summary(text);
    }

    private static String cut(String text) {
        int end = Math.min(text.length(), SHOWN);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String summary(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var sha256 = HexFormat.of().formatHex(Sha256.start().digest(bytes));
        return "… (%d bytes in all, sha256:%s)".formatted(bytes.length, sha256);
    }

    private String hide() {
        while (at < text.length()) {
            step();
        }
        return kept.toString();
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\'') {
            quoted(escapes());
        } else if (c == '"') {
            keepTo(end("\"", at + 1));
        } else if (text.startsWith("--", at)) {
            keepTo(endOfLine());
        } else if (text.startsWith("/*", at)) {
            keepTo(BlockComment.end(text, at));
        } else if (c == '$' && !afterName(at)) {
            dollar();
        } else {
            keepTo(at + 1);
        }
    }

    /** One literal, with the parts that continue it on further lines. */
    private void quoted(boolean escapes) {
        int from = at;
        boolean continued = false;
        at = closing(at + 1, escapes);
        for (int next = space(at); is(next, '\''); next = space(at)) {
            continued |= next > at;
            at = closing(next + 1, escapes);
        }
        boolean plain = !continued && !escapes && !isUnicode(from) && at - from >= 2;
        literal(from, plain ? text.substring(from + 1, at - 1).replace("''", "'") : null);
    }

    /**
     * @param value null if it is not what stands there
     */
    private void literal(int from, @Nullable String value) {
        boolean hidden = secrets == null || value == null || secrets.show(value);
        kept.append(hidden ? HIDDEN : text.substring(from, at));
        if (value != null && CredentialLiterals.isIn(value)) {
            met.add(value);
        }
    }

    private boolean isUnicode(int quote) {
        return quote > 0 && is(quote - 1, '&');
    }

    private boolean is(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private int space(int from) {
        int end = from;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int closing(int from, boolean escapes) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\'') {
            end += escapes && text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private void dollar() {
        var tag = DOLLAR_TAG.matcher(text).region(at, text.length());
        if (tag.lookingAt()) {
            int from = at;
            int close = text.indexOf(tag.group(), tag.end());
            at = end(tag.group(), tag.end());
            literal(from, close < 0 ? null : text.substring(tag.end(), close));
        } else {
            keepTo(at + 1);
        }
    }

    private boolean escapes() {
        return at > 0 && "eE".indexOf(text.charAt(at - 1)) >= 0 && !afterName(at - 1);
    }

    private boolean afterName(int index) {
        return index > 0
                && (Character.isLetterOrDigit(text.charAt(index - 1))
                        || "_$".indexOf(text.charAt(index - 1)) >= 0);
    }

    private int end(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void keepTo(int end) {
        kept.append(text, at, Math.min(end, text.length()));
        at = end;
    }
}
