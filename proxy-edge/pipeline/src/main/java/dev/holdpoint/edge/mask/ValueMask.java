package dev.holdpoint.edge.mask;

import dev.holdpoint.events.Mask;

/** Applies a mask to a value's text. */
public final class ValueMask {
    private static final String REDACTED = "****";

    private ValueMask() {}

    /**
     * The masked form of {@code value}. With {@link Mask.KeepLast}, values of at most twice the
     * kept length lose every character, so that short values do not leak.
     */
    public static String apply(Mask mask, String value) {
        return switch (mask) {
            case Mask.Redact() -> REDACTED;
            case Mask.KeepLast(int count) -> keepLast(value, count);
        };
    }

    private static String keepLast(String value, int count) {
        int length = value.codePointCount(0, value.length());
        if (length <= 2 * count) {
            return "*".repeat(length);
        }
        int kept = value.offsetByCodePoints(value.length(), -count);
        return "*".repeat(length - count) + value.substring(kept);
    }
}
