package dev.holdpoint.sql.text;

import java.nio.charset.StandardCharsets;

/** Which texts are too large to be parsed, and recorded, as they are. */
public final class LargeText {
    /** The longest text that is parsed as it is, in bytes. */
    private static final int PARSED_WHOLE = 256 << 10;

    private static final int MAX_BYTES = 3;

    /** Why a large text is not understood. */
    public static final String NOT_VALUES =
            "it is longer than "
                    + PARSED_WHOLE
                    + " bytes, and that is not for long literals, rows of constants or lists of"
                    + " them alone";

    private LargeText() {}

    /** Whether a text is too long to be parsed whole. */
    public static boolean is(String text) {
        return text.length() > PARSED_WHOLE
                || text.length() > PARSED_WHOLE / MAX_BYTES
                        && text.getBytes(StandardCharsets.UTF_8).length > PARSED_WHOLE;
    }
}
