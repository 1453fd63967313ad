package dev.holdpoint.sql.analyse;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts that are refused before the parser sees them. */
final class Bounds {
    private Bounds() {}

    static Optional<String> objection(String text, int maxBytes) {
        if (text.length() > maxBytes) {
            return tooLong(maxBytes);
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("it contains a NUL character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Optional.of("it is not valid UTF-8");
        }
        return text.getBytes(StandardCharsets.UTF_8).length > maxBytes
                ? tooLong(maxBytes)
                : Optional.empty();
    }

    private static Optional<String> tooLong(int maxBytes) {
        return Optional.of("it is longer than " + maxBytes + " bytes");
    }
}
