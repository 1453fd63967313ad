package dev.holdpoint.events;

import java.util.List;

/**
 * What releases a hold, and for how long it may wait.
 *
 * @param quorum every part must be met, each by distinct people
 * @param expiresAfterSeconds 1 to 86,400
 * @param justificationRequired whether a vote needs a reason
 * @param inTransaction what becomes of it inside an open transaction
 * @param ticketAfterSeconds in ticket mode, how long the client is suspended before it is told the
 *     hold's id; less than {@code expiresAfterSeconds}
 * @param windowSeconds in ticket mode, how long after its release the command may be run, 1 to
 *     86,400
 */
public record HoldTerms(
        List<QuorumPart> quorum,
        long expiresAfterSeconds,
        HoldMode mode,
        boolean justificationRequired,
        InTransaction inTransaction,
        long ticketAfterSeconds,
        long windowSeconds) {
    /** How long after its release a ticket is good unless the rule says otherwise. */
    public static final long DEFAULT_WINDOW_SECONDS = 900;

    static final long DAY_SECONDS = 86_400;

    public HoldTerms {
        quorum = List.copyOf(quorum);
        if (quorum.isEmpty()) {
            throw new IllegalArgumentException("a hold needs somebody who may release it");
        }
        require("a hold expires after 1 to 86400 seconds", expiresAfterSeconds, 1, DAY_SECONDS);
        require(
                "a ticket is given before its hold expires",
                ticketAfterSeconds,
                0,
                expiresAfterSeconds - 1);
        require("a ticket is good for 1 to 86400 seconds", windowSeconds, 1, DAY_SECONDS);
    }

    /** Terms under which the client is suspended until somebody decides. */
    public static HoldTerms waiting(
            List<QuorumPart> quorum,
            long expiresAfterSeconds,
            boolean justificationRequired,
            InTransaction inTransaction) {
        return new HoldTerms(
                quorum,
                expiresAfterSeconds,
                HoldMode.WAIT,
                justificationRequired,
                inTransaction,
                0,
                DEFAULT_WINDOW_SECONDS);
    }

    private static void require(String rule, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }

    /** {@code votes} distinct members of {@code group} must approve. */
    public record QuorumPart(String group, int votes) {
        public QuorumPart {
            if (votes < 1) {
                throw new IllegalArgumentException("a quorum needs at least one vote");
            }
        }
    }
}
