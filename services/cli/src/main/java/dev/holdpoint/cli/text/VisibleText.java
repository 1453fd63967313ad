package dev.holdpoint.cli.text;

import java.util.regex.Pattern;

/** Makes what a reader of foreign text would not see, or would take for something else, visible. */
public final class VisibleText {
    /** More blanks than that push what follows off a line. */
    private static final int MOST_BLANKS = 80;

    private static final Pattern MANY_BLANKS = Pattern.compile(" {" + (MOST_BLANKS + 1) + ",}");

    private VisibleText() {}

    /**
     * Escapes everything that could move the cursor, colour, reorder, cover or hide what a reader
     * sees, letters of another script that look like those around them, and very many blanks.
     */
    public static String of(String text) {
        var letters = Lookalikes.in(text);
        var visible = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            append(visible, point, letters.get(at));
            at += Character.charCount(point);
        }
        return MANY_BLANKS
                .matcher(visible)
                .replaceAll(blanks -> "\\\\u{20}{" + blanks.group().length() + "}");
    }

    private static void append(StringBuilder visible, int point, boolean lookalike) {
        switch (point) {
            case '\n' -> visible.append("\\n");
            case '\t' -> visible.append("\\t");
            case '\r' -> visible.append("\\r");
            default -> {
                if (lookalike || hidden(point)) {
                    visible.append(String.format("\\u{%x}", point));
                } else {
                    visible.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.ENCLOSING_MARK ->
                    true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> blank(point) || covering(point);
        };
    }

    /** Letters, symbols and marks without a shape of their own. */
    private static boolean blank(int point) {
        return switch (point) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default ->
                    0x180b <= point && point <= 0x180f
                            || 0xfe00 <= point && point <= 0xfe0f
                            || 0xe0100 <= point && point <= 0xe01ef;
        };
    }

    /** Marks that strike through the character before them. */
    private static boolean covering(int point) {
        return 0x0334 <= point && point <= 0x0338 || 0x20d2 <= point && point <= 0x20e6;
    }
}
