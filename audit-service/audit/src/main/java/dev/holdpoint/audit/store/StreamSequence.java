package dev.holdpoint.audit.store;

import dev.holdpoint.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/** Which stream an entry belongs to and its number there, if its headers say so. */
public final class StreamSequence {
    private StreamSequence() {}

    /** Topic and stream; null if the entry names none. */
    public static @Nullable String stream(LedgerEntry entry) {
        var stream = storable(entry.headers().get("ce_partitionkey"));
        return stream == null || sequence(entry) == null ? null : entry.topic() + "/" + stream;
    }

    public static @Nullable Long sequence(LedgerEntry entry) {
        var sequence = entry.headers().get("ce_sequence");
        return sequence != null && sequence.matches("[1-9][0-9]{0,17}")
                ? Long.valueOf(sequence)
                : null;
    }

    /** PostgreSQL text holds no NUL; the entry's own bytes keep it. */
    static @Nullable String storable(@Nullable String text) {
        return text == null || text.indexOf('\0') >= 0 || text.length() > 500 ? null : text;
    }
}
