package dev.holdpoint.events.json;

import dev.holdpoint.events.json.ValueWriters.ValueWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes values that outlive an event, such as a principal or the facts of a prepared statement, by
 * copying what the very same object came to when it was last written. Keeps at most {@value
 * #PLACES} texts of at most {@value #LONGEST} bytes; a value that meets another in its place takes
 * it.
 */
final class KeptWriter implements ValueWriter {
    private static final int PLACES = 256;
    private static final int LONGEST = 2048;

    private final ValueWriter writer;
    private final @Nullable Kept[] kept = new @Nullable Kept[PLACES];

    /**
     * @param writer of values that never change
     */
    KeptWriter(ValueWriter writer) {
        this.writer = writer;
    }

    private static final class Kept {
        private final Object value;
        final byte[] text;

        Kept(Object value, byte[] text) {
            this.value = value;
            this.text = text;
        }

        @SuppressWarnings("ReferenceEquality") // to compare contents takes as long as to write them
        boolean isOf(Object other) {
            return value == other;
        }
    }

    @Override
    public void write(Object value, JsonText out) {
        int place = System.identityHashCode(value) % PLACES;
        var known = kept[place];
        if (known != null && known.isOf(value)) {
            out.append(known.text);
            return;
        }
        int start = out.size();
        writer.write(value, out);
        if (out.size() - start <= LONGEST) {
            kept[place] = new Kept(value, out.from(start));
        }
    }
}
