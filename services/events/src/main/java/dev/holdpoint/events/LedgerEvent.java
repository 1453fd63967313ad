package dev.holdpoint.events;

/** What the ledger says about itself, written by audit-service. */
public sealed interface LedgerEvent extends HoldpointEvent {
    /** The log's origin line, for example {@code holdpoint.dev/ledger/local}. */
    String log();

    /**
     * A signed checkpoint was made.
     *
     * @param size number of entries covered
     * @param note the whole signed note (C2SP tlog-checkpoint)
     */
    record CheckpointSigned(String log, long size, String rootHash, String note)
            implements LedgerEvent {}

    /** A stream's own sequence or a partition's offsets skipped: something is missing. */
    record LedgerGapFound(String log, String stream, long expected, long found)
            implements LedgerEvent {}
}
