package dev.holdpoint.approval.access;

import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.util.List;

/**
 * Where a request for access stands.
 *
 * <pre>
 * NotAsked --ask--> Open --quorum complete--> Approved
 *                    |--deny------> Refused
 *                    |--expire----> Expired
 *                    +--withdraw--> Withdrawn
 * </pre>
 */
public sealed interface AccessState {
    /** Nobody has asked under this id. */
    record NotAsked() implements AccessState {}

    /** A request that exists. */
    sealed interface Asked extends AccessState {
        AccessRequested requested();

        /** All that were cast, in order; of each account the last one counts. */
        List<AccessVoteCast> votes();
    }

    /** Waits for votes. */
    record Open(AccessRequested requested, List<AccessVoteCast> votes) implements Asked {
        public Open {
            votes = List.copyOf(votes);
        }

        boolean isDue(Instant now) {
            return !now.isBefore(requested.expiresAt());
        }
    }

    /** The quorum is complete: it is a grant until that time. */
    record Approved(
            AccessRequested requested, List<AccessVoteCast> votes, AccessScope scope, Instant until)
            implements Asked {
        public Approved {
            votes = List.copyOf(votes);
        }
    }

    /** A vote against it ended the request. */
    record Refused(
            AccessRequested requested,
            List<AccessVoteCast> votes,
            PrincipalId approver,
            String reason)
            implements Asked {
        public Refused {
            votes = List.copyOf(votes);
        }
    }

    /** Nobody decided in time. */
    record Expired(AccessRequested requested, List<AccessVoteCast> votes) implements Asked {
        public Expired {
            votes = List.copyOf(votes);
        }
    }

    /** The requester did not want it any more. */
    record Withdrawn(AccessRequested requested, List<AccessVoteCast> votes, String reason)
            implements Asked {
        public Withdrawn {
            votes = List.copyOf(votes);
        }
    }
}
