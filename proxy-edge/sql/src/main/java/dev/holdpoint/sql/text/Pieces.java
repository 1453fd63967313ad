package dev.holdpoint.sql.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the literals, quoted names and comments of a text as PostgreSQL's scanner would. */
final class Pieces {
    private static final Pattern DOLLAR_TAG =
            Pattern.compile("\\$([A-Za-z_\\x80-\\uFFFF][A-Za-z0-9_\\x80-\\uFFFF]*)?\\$");

    private final String text;
    private final List<Piece> found = new ArrayList<>();
    private int at;

    private Pieces(String text) {
        this.text = text;
    }

    /** In order. */
    static List<Piece> of(String text) {
        var pieces = new Pieces(text);
        while (pieces.at < text.length()) {
            pieces.step();
        }
        return pieces.found;
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\'') {
            quoted(escapes());
        } else if (c == '"') {
            name();
        } else if (text.startsWith("--", at)) {
            comment(Piece.Kind.LINE, endOfLine());
        } else if (text.startsWith("/*", at)) {
            comment(Piece.Kind.COMMENT, BlockComment.end(text, at));
        } else if (c == '$' && !Lexemes.isAfterName(text, at)) {
            dollar();
        } else {
            at++;
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

    /** A quote in a name is written twice. */
    private void name() {
        int from = at;
        at = Lexemes.behind("\"", text, at + 1);
        while (is(at, '"')) {
            at = Lexemes.behind("\"", text, at + 1);
        }
        boolean plain = !isUnicode(from) && at - from >= 2;
        var value = plain ? text.substring(from + 1, at - 1).replace("\"\"", "\"") : null;
        found.add(new Piece(Piece.Kind.NAME, from, at, value));
    }

    private void comment(Piece.Kind kind, int end) {
        found.add(new Piece(kind, at, end, text.substring(at, end)));
        at = end;
    }

    /**
     * @param value null if it is not what stands there
     */
    private void literal(int from, @Nullable String value) {
        found.add(new Piece(Piece.Kind.LITERAL, from, at, value));
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
            at = Lexemes.behind(tag.group(), text, tag.end());
            literal(from, close < 0 ? null : text.substring(tag.end(), close));
        } else {
            at++;
        }
    }

    private boolean escapes() {
        return at > 0
                && "eE".indexOf(text.charAt(at - 1)) >= 0
                && !Lexemes.isAfterName(text, at - 1);
    }

    private int endOfLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}
