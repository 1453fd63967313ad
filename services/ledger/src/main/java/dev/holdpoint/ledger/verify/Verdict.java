package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.Hash;

/** Whether an export is the log its checkpoints signed. */
public sealed interface Verdict {
    /** Every entry is what was signed, and the newest checkpoint covers all of them. */
    record Accepted(long size, Hash root) implements Verdict {}

    /**
     * Something was changed, removed, inserted or moved.
     *
     * @param index the first entry that is not as it was signed, as far as the stored hashes tell
     * @param what is wrong there
     * @param proven entries before this index are proven unchanged by a checkpoint; if the stored
     *     hashes were rewritten, too, the change is somewhere from here to {@code index}
     */
    record FirstBad(long index, String what, long proven) implements Verdict {}

    /**
     * The end is missing.
     *
     * @param size entries that are there, all as signed up to the last checkpoint among them
     * @param expected entries the newest checkpoint signed
     */
    record Truncated(long size, long expected) implements Verdict {}

    /** A checkpoint is not signed by the pinned key for this log, or there is none. */
    record BadSignature(String where) implements Verdict {}
}
