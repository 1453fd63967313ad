package dev.holdpoint.events;

import java.util.List;

/**
 * What releases a hold, and for how long it may wait.
 *
 * @param quorum every part must be met, each by distinct people
 * @param expiresAfterSeconds 1 to 86,400
 * @param justificationRequired whether a vote needs a reason
 * @param inTransaction whether a command may wait inside an open transaction (which keeps its
 *     locks)
 */
public record HoldTerms(
        List<QuorumPart> quorum,
        long expiresAfterSeconds,
        HoldMode mode,
        boolean justificationRequired,
        boolean inTransaction) {
    public HoldTerms {
        quorum = List.copyOf(quorum);
        if (quorum.isEmpty()) {
            throw new IllegalArgumentException("a hold needs somebody who may release it");
        }
        if (expiresAfterSeconds < 1 || expiresAfterSeconds > 86_400) {
            throw new IllegalArgumentException(
                    "a hold expires after 1 to 86400 seconds, not " + expiresAfterSeconds);
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
