package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts offsets per partition and sequences per stream; keeps one number for each of them. */
final class GapFinder {
    private static final int KEPT = 1000;

    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long count;

    void see(long index, LedgerEntry entry) {
        seeOffset(index, entry);
        var sequence = entry.headers().get("ce_sequence");
        var stream = entry.headers().get("ce_partitionkey");
        if (stream != null && sequence != null && sequence.matches("[1-9][0-9]{0,17}")) {
            seeSequence(index, entry.topic() + "/" + stream, Long.parseLong(sequence));
        }
    }

    private void seeOffset(long index, LedgerEntry entry) {
        var where = entry.topic() + "-" + entry.partition();
        long expected = offsets.getOrDefault(where, -1L) + 1;
        if (entry.offset() > expected) {
            found(new Gap(Gap.Kind.PARTITION_OFFSET, index, where, expected, entry.offset()));
        } else if (entry.offset() < expected) {
            found(new Gap(Gap.Kind.OFFSET_BACKWARDS, index, where, expected, entry.offset()));
        }
        offsets.merge(where, entry.offset(), Math::max);
    }

    /** A sequence already seen is a redelivery by the relay, not a gap. */
    private void seeSequence(long index, String where, long sequence) {
        long expected = sequences.getOrDefault(where, 0L) + 1;
        if (sequence > expected) {
            found(new Gap(Gap.Kind.STREAM_SEQUENCE, index, where, expected, sequence));
        }
        sequences.merge(where, sequence, Math::max);
    }

    private void found(Gap gap) {
        count++;
        if (gaps.size() < KEPT) {
            gaps.add(gap);
        }
    }

    List<Gap> gaps() {
        return gaps;
    }

    long count() {
        return count;
    }
}
