package dev.holdpoint.events;

/** What becomes of a hold whose command came inside an open transaction, which keeps its locks. */
public sealed interface InTransaction {
    /** The command is denied instead. */
    record Deny() implements InTransaction {}

    /**
     * The command may wait; when the time is over the hold is withdrawn and the transaction rolled
     * back.
     *
     * @param seconds 1 to 86,400
     */
    record Wait(long seconds) implements InTransaction {
        public Wait {
            if (seconds < 1 || seconds > HoldTerms.DAY_SECONDS) {
                throw new IllegalArgumentException(
                        "a hold waits in a transaction for 1 to 86400 seconds, not " + seconds);
            }
        }
    }
}
