package dev.holdpoint.sql.text;

import java.util.List;

/** Finds constants, and rows of them, at places in a text where an expression may begin. */
final class Constants {
    private static final int NONE = -1;
    private static final List<String> WORDS = List.of("NULL", "TRUE", "FALSE", "DEFAULT");

    private final String text;

    /** How far the last search looked. */
    private int seen;

    Constants(String text) {
        this.text = text;
    }

    /**
     * Constants or rows of the same width, each with a comma behind it.
     *
     * @param width of the rows; 0 for constants
     * @param end behind the last comma
     */
    record Run(int count, int width, int end) {}

    /** The longest run from {@code from}. */
    Run run(int from) {
        int count = 0;
        int width = 0;
        int end = from;
        for (var item = item(from); item.end() != NONE; item = item(end)) {
            int comma = space(item.end());
            if (!is(comma, ',') || count > 0 && item.width() != width) {
                break;
            }
            width = item.width();
            end = comma + 1;
            count++;
        }
        seen = Math.max(seen, end);
        return new Run(count, width, end);
    }

    int seen() {
        return seen;
    }

    private record Item(int width, int end) {}

    private Item item(int from) {
        int at = space(from);
        return is(at, '(') ? row(at + 1) : new Item(0, constant(at));
    }

    private Item row(int from) {
        int width = 1;
        int end = constant(space(from));
        while (end != NONE && is(space(end), ',')) {
            end = constant(space(space(end) + 1));
            width++;
        }
        boolean closed = end != NONE && is(space(end), ')');
        return new Item(width, closed ? space(end) + 1 : NONE);
    }

    /** The end of a constant that nothing but a comma or a bracket follows. */
    private int constant(int from) {
        int end = is(from, '\'') ? literal(from) : plain(from);
        seen = Math.max(seen, end);
        int next = end == NONE ? NONE : space(end);
        return is(next, ',') || is(next, ')') || is(next, ']') ? end : NONE;
    }

    /** Behind a literal without escapes, or -1 if it has no end. */
    int literal(int from) {
        int quote = text.indexOf('\'', from + 1);
        while (quote >= 0 && is(quote + 1, '\'')) {
            quote = text.indexOf('\'', quote + 2);
        }
        return quote < 0 ? NONE : quote + 1;
    }

    private int plain(int from) {
        for (var word : WORDS) {
            if (isWord(word, from)) {
                return from + word.length();
            }
        }
        return number(is(from, '-') ? from + 1 : from);
    }

    /** In ASCII letters of either case, which Java's comparison without case is not. */
    private boolean isWord(String word, int from) {
        int at = 0;
        while (at < word.length()
                && (is(from + at, word.charAt(at))
                        || is(from + at, (char) (word.charAt(at) | 0x20)))) {
            at++;
        }
        return at == word.length();
    }

    private int number(int from) {
        int end = digits(from);
        if (end == from) {
            return NONE;
        }
        return exponent(is(end, '.') ? digits(end + 1) : end);
    }

    private int exponent(int from) {
        if (!is(from, 'e') && !is(from, 'E')) {
            return from;
        }
        int first = is(from + 1, '-') || is(from + 1, '+') ? from + 2 : from + 1;
        int end = digits(first);
        return end == first ? NONE : end;
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private int space(int from) {
        int at = from;
        while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private boolean is(int at, char c) {
        return at >= 0 && at < text.length() && text.charAt(at) == c;
    }
}
