package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;

/** What happens to a command from the moment policy parks it until it is claimed or dropped. */
public sealed interface HoldEvent extends HoldpointEvent {
    HoldId hold();

    /** A command waits; everything an approver must see is in here. */
    record HoldPlaced(
            HoldId hold,
            CommandId command,
            SessionId session,
            Principal requester,
            TargetName target,
            Digest digest,
            String text,
            List<String> parameters,
            CommandFacts facts,
            RevisionId revision,
            List<String> rules,
            String reason,
            HoldTerms terms,
            Instant expiresAt)
            implements HoldEvent {
        public HoldPlaced {
            parameters = List.copyOf(parameters);
            rules = List.copyOf(rules);
        }
    }

    /** Somebody with the right to do so voted. */
    record VoteCast(
            HoldId hold, PrincipalId approver, List<String> groups, Vote vote, String reason)
            implements HoldEvent {
        public VoteCast {
            groups = List.copyOf(groups);
        }
    }

    /** The quorum is complete; the waiting session may claim before {@code claimUntil}. */
    record HoldReleased(HoldId hold, Instant claimUntil) implements HoldEvent {}

    /** A refusing vote ended the hold. */
    record HoldRefused(HoldId hold, PrincipalId approver, String reason) implements HoldEvent {}

    /** Nobody decided in time, or the release was not claimed in time. */
    record HoldExpired(HoldId hold) implements HoldEvent {}

    /** The requester cancelled or went away; a later vote is void. */
    record HoldWithdrawn(HoldId hold, RefusalCode code, String reason) implements HoldEvent {}

    /** The waiting session took the release; it can not be taken again. */
    record HoldClaimed(HoldId hold, String edge) implements HoldEvent {}
}
