package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of a hold; time comes in with the action. */
public sealed interface HoldAction {
    /** Policy held a command. */
    record Place(HoldPlaced placed) implements HoldAction {}

    /** Policy held a command, and no hold is left to open: it ends at once. */
    record TurnAway(HoldPlaced placed, String reason) implements HoldAction {}

    /**
     * Somebody wants the command to run.
     *
     * @param ballot the number of the ballot they saw; needed by who took an approval back before
     */
    record Approve(Voter voter, String reason, Instant at, @Nullable Integer ballot)
            implements HoldAction {
        /** By somebody who votes for themselves and does not say which ballot they saw. */
        public Approve(Principal voter, String reason, Instant at) {
            this(Voter.inPerson(voter), reason, at, null);
        }
    }

    /** Somebody takes back their approval, or the one that was given in their place. */
    record Retract(Principal voter, String reason, Instant at) implements HoldAction {}

    /** Somebody wants the command not to run. */
    record Deny(Voter voter, String reason, Instant at) implements HoldAction {
        /** By somebody who votes for themselves. */
        public Deny(Principal voter, String reason, Instant at) {
            this(Voter.inPerson(voter), reason, at);
        }
    }

    /** Somebody who has that right wants the command to run without waiting for the quorum. */
    record BreakGlass(Principal breaker, String reason, Instant at) implements HoldAction {}

    /** Time has passed. */
    record Expire(Instant at) implements HoldAction {}

    /** The command is not waiting any more. */
    record Withdraw(RefusalCode code, String reason) implements HoldAction {}

    /**
     * An account was taken over: what was approved by that person does not count.
     *
     * @param accounts all that the person has
     */
    record Revoke(Set<PrincipalId> accounts, String reason) implements HoldAction {
        public Revoke {
            accounts = Set.copyOf(accounts);
        }
    }

    /**
     * The waiting session wants to run the command.
     *
     * @param approvers as they were looked up
     */
    record Claim(
            SessionId session,
            CommandId command,
            Digest digest,
            String edge,
            Instant at,
            Approvers approvers)
            implements HoldAction {}

    /**
     * A session of the requester wants to run the command by its ticket.
     *
     * @param approvers as they were looked up
     */
    record ClaimTicket(TicketQuery query, Instant at, Approvers approvers) implements HoldAction {}

    /**
     * Somebody says whether what was approved should have been.
     *
     * @param standIns as they were looked up
     */
    record Judge(Principal judge, Judgement judgement, String reason, StandIns standIns)
            implements HoldAction {
        /** Where no glass was broken. */
        public Judge(Principal judge, Judgement judgement, String reason) {
            this(judge, judgement, reason, StandIns.NONE);
        }
    }

    /**
     * Who could vote in the place of those a broken glass is about.
     *
     * @param breaker who broke it; null if nobody had when it was looked up
     * @param delegates theirs, and those of the requester's side, since the hold was placed
     */
    record StandIns(@Nullable PrincipalId breaker, Set<PrincipalId> delegates) {
        /** Of a hold whose glass was not broken. */
        public static final StandIns NONE = new StandIns(null, Set.of());

        public StandIns {
            delegates = Set.copyOf(delegates);
        }
    }
}
