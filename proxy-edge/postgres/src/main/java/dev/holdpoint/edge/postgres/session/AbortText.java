package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.relay.Refusal;

/**
 * What the edge itself sends so that a refusal aborts an open transaction as any error would. The
 * target's answer is an error that nobody but the edge sees.
 */
final class AbortText {
    private AbortText() {}

    /** No statement at all: the target aborts the transaction, or back to its last savepoint. */
    static String abort(Refusal refusal) {
        return "holdpoint refused command " + refusal.command();
    }

    /**
     * Gives up every lock at once, savepoints or not, and leaves an aborted transaction behind, as
     * the client expects after an error: everything but its ROLLBACK fails.
     */
    static String rollBack(Refusal refusal) {
        return "ROLLBACK; BEGIN; ROLLBACK TO SAVEPOINT \"holdpoint refused command %s\""
                .formatted(refusal.command());
    }
}
