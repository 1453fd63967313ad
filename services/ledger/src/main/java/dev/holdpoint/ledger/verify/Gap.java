package dev.holdpoint.ledger.verify;

/**
 * A number skipped in what the ledger was given to keep: integrity holds, completeness does not.
 *
 * @param index the entry that came too early
 * @param where the stream, or the topic and partition
 */
public record Gap(Kind kind, long index, String where, long expected, long found) {
    /** What was counted. */
    public enum Kind {
        /** A stream's own {@code ce_sequence}, which has no gaps. */
        STREAM_SEQUENCE,
        /** A partition's offsets, which have none while nothing but events is written. */
        PARTITION_OFFSET,
        /** An offset at or below one already kept. */
        OFFSET_BACKWARDS
    }
}
