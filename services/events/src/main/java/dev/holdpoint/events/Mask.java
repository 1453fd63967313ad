package dev.holdpoint.events;

/** How a result value is rewritten; a type that cannot show the result becomes NULL. */
public sealed interface Mask {
    /** Each digit becomes another digit, each letter another letter, by keyed HMAC. */
    record FormatPreserving() implements Mask {}

    /** Every character but the last {@code count} becomes {@code *}; short values vanish whole. */
    record KeepLast(int count) implements Mask {
        public KeepLast {
            if (count < 0 || count > 64) {
                throw new IllegalArgumentException("keepLast is 0 to 64, not " + count);
            }
        }
    }

    /** The value becomes NULL. */
    record NullOut() implements Mask {}

    /** The whole value becomes {@code ****}. */
    record Redact() implements Mask {}

    /** A keyed HMAC stands for the value: equal values have equal tokens, so joins survive. */
    record Token() implements Mask {}
}
