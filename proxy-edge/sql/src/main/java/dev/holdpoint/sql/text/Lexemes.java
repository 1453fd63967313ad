package dev.holdpoint.sql.text;

/** Where PostgreSQL's scanner takes one thing to end and the next to begin. */
final class Lexemes {
    private Lexemes() {}

    /** Whether a name may go on with this character; every one beyond ASCII is like a letter. */
    static boolean isOfName(char c) {
        return c >= 0x80 || Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Whether what stands there goes on with a name, or with a number. */
    static boolean isAfterName(String text, int at) {
        return at > 0 && isOfName(text.charAt(at - 1));
    }

    /** Behind the next such mark; the end of the text if there is none. */
    static int behind(String mark, String text, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
