package dev.holdpoint.events;

/** How a result value is rewritten. */
public sealed interface Mask {
    /** Every character but the last {@code count} becomes {@code *}; short values vanish whole. */
    record KeepLast(int count) implements Mask {
        public KeepLast {
            if (count < 0 || count > 64) {
                throw new IllegalArgumentException("keepLast is 0 to 64, not " + count);
            }
        }
    }

    /** The whole value becomes {@code ****}. */
    record Redact() implements Mask {}
}
