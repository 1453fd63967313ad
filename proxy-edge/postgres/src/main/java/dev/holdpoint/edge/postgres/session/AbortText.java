package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.relay.Refusal;

/**
 * What the edge itself sends so that a refusal aborts an open transaction as any error would. The
 * target's answer is an error that nobody but the edge sees.
 */
final class AbortText {
    /** No statement at all, for a message that fails without being a command. */
    static final String FAILED = "holdpoint failed a message";

    private AbortText() {}

    /** What a refusal asks for in a transaction with this status. */
    static String of(Refusal refusal, char transaction) {
        return rollsBack(refusal, transaction) ? rollBack(refusal) : abort(refusal);
    }

    /** Whether the whole transaction is to be given up. */
    static boolean rollsBack(Refusal refusal, char transaction) {
        return refusal.then() == Refusal.Then.ROLL_BACK && transaction == 'T';
    }

    /** No statement at all: the target aborts the transaction, or back to its last savepoint. */
    private static String abort(Refusal refusal) {
        return "holdpoint refused command " + refusal.command();
    }

    /**
     * Gives up every lock at once, savepoints or not, and leaves an aborted transaction behind, as
     * the client expects after an error: everything but its ROLLBACK fails.
     */
    private static String rollBack(Refusal refusal) {
        return "ROLLBACK; BEGIN; ROLLBACK TO SAVEPOINT \"holdpoint refused command %s\""
                .formatted(refusal.command());
    }
}
