package dev.holdpoint.approval.slack;

/**
 * Foreign text as an approver may read it: what could hide, reorder or move text is written by its
 * number between ⟨ and ⟩, which no text itself has any more.
 */
final class VisibleText {
    /** So many spaces in a row are told by their number: they would move what follows away. */
    private static final int LONG_SPACE = 16;

    private static final int MANY_BREAKS = 4;

    private VisibleText() {}

    /** With its line breaks. */
    static String lines(String text) {
        var visible = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            int run = point == ' ' || point == '\n' ? run(text, i, point) : 1;
            append(visible, point, run);
            i += run * Character.charCount(point);
        }
        return visible.toString();
    }

    /** On one line, cut after so many characters, which it says. */
    static String line(String text, int most) {
        var visible = lines(text).replace("\n", "⟨U+000A⟩");
        return cut(visible, most);
    }

    /** The beginning, by whole characters, and how much is missing. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return "%s… (%d more characters)".formatted(text.substring(0, end), text.length() - end);
    }

    private static int run(String text, int from, int point) {
        int end = from;
        while (end < text.length() && text.charAt(end) == point) {
            end++;
        }
        return end - from;
    }

    private static void append(StringBuilder visible, int point, int run) {
        if (point == ' ') {
            visible.append(run < LONG_SPACE ? " ".repeat(run) : "⟨%d spaces⟩".formatted(run));
        } else if (point == '\n') {
            visible.append(
                    run < MANY_BREAKS ? "\n".repeat(run) : "⟨%d line breaks⟩\n".formatted(run));
        } else if (isHidden(point)) {
            visible.append("⟨U+%04X⟩".formatted(point));
        } else {
            visible.appendCodePoint(point);
        }
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> point == '⟨' || point == '⟩' || isBlankLetter(point);
        };
    }

    /** Hangul fillers and the blank Braille pattern are letters and signs that show nothing. */
    private static boolean isBlankLetter(int point) {
        return point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || point == 0xFFA0
                || point == 0x2800;
    }
}
