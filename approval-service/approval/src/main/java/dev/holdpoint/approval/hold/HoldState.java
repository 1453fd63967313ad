package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RefusalCode;
import java.time.Instant;

/**
 * Where a hold stands.
 *
 * <pre>
 * NotPlaced --place--> Open --quorum complete--> Released --claim--> Claimed
 *                        |    or broken glass       |
 *                        |--deny----> Refused       |
 *                        |--expire--> Expired   <---|
 *                        +--withdraw--> Withdrawn <-+
 * </pre>
 */
public sealed interface HoldState {
    /** Nothing has been held under this id. */
    record NotPlaced() implements HoldState {}

    /** A hold that exists. */
    sealed interface Placed extends HoldState {
        Ballot ballot();
    }

    /** Waits for votes. */
    record Open(Ballot ballot) implements Placed {
        static Open of(HoldPlaced placed) {
            return new Open(Ballot.of(placed));
        }

        boolean isDue(Instant now) {
            return !now.isBefore(ballot.placed().expiresAt());
        }
    }

    /**
     * The quorum is complete, or the glass broken; the waiting session may claim before {@code
     * claimUntil}.
     */
    record Released(Ballot ballot, Instant claimUntil) implements Placed {
        boolean isDue(Instant now) {
            return !now.isBefore(claimUntil);
        }
    }

    /** Nothing changes any more. */
    sealed interface Over extends Placed {}

    /** The waiting session took the release. */
    record Claimed(Ballot ballot, String edge) implements Over {}

    /** A vote against it ended the hold. */
    record Refused(Ballot ballot, PrincipalId approver, String reason) implements Over {}

    /**
     * Time ended the hold.
     *
     * @param released whether it was released and not claimed
     */
    record Expired(Ballot ballot, Instant at, boolean released) implements Over {}

    /** The requester's side ended the hold. */
    record Withdrawn(Ballot ballot, RefusalCode code, String reason) implements Over {}
}
