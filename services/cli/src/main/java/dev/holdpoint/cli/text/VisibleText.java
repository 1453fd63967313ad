package dev.holdpoint.cli.text;

/** Makes control, bidirectional and other invisible characters of foreign text visible. */
public final class VisibleText {
    private VisibleText() {}

    /** Escapes everything that could move the cursor, colour or reorder what a reader sees. */
    public static String of(String text) {
        var visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(visible, point));
        return visible.toString();
    }

    private static void append(StringBuilder visible, int point) {
        switch (point) {
            case '\n' -> visible.append("\\n");
            case '\t' -> visible.append("\\t");
            case '\r' -> visible.append("\\r");
            default -> {
                if (hidden(point)) {
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
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
