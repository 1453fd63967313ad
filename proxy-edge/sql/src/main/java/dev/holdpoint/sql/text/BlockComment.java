package dev.holdpoint.sql.text;

/** A comment between slash-asterisk and asterisk-slash, which may hold further ones. */
final class BlockComment {
    private BlockComment() {}

    /** Where the comment that begins at {@code begin} is over; the end of the text if it is not. */
    static int end(String text, int begin) {
        int depth = 1;
        int end = begin + 2;
        while (end < text.length() && depth > 0) {
            boolean opens = text.startsWith("/*", end);
            boolean closes = text.startsWith("*/", end);
            depth += opens ? 1 : closes ? -1 : 0;
            end += opens || closes ? 2 : 1;
        }
        return Math.min(end, text.length());
    }
}
