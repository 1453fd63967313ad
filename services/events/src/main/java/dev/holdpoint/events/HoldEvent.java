package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a command from the moment policy parks it until it is claimed or dropped. */
public sealed interface HoldEvent extends HoldpointEvent {
    HoldId hold();

    /**
     * A command waits; everything an approver must see is in here.
     *
     * @param justification why, in the requester's words; null if none was given
     * @param tags what the client said caused it
     * @param plan how its target would run it, for whoever votes; null if nobody asked
     */
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
            @Nullable String justification,
            Map<String, String> tags,
            RevisionId revision,
            List<String> rules,
            String reason,
            HoldTerms terms,
            Instant expiresAt,
            @Nullable TargetPlan plan)
            implements HoldEvent {
        public HoldPlaced {
            parameters = List.copyOf(parameters);
            tags = Map.copyOf(tags);
            rules = List.copyOf(rules);
        }

        /** The same beside how its target would run it. */
        public HoldPlaced planned(@Nullable TargetPlan known) {
            return new HoldPlaced(
                    hold,
                    command,
                    session,
                    requester,
                    target,
                    digest,
                    text,
                    parameters,
                    facts,
                    justification,
                    tags,
                    revision,
                    rules,
                    reason,
                    terms,
                    expiresAt,
                    known);
        }
    }

    /**
     * Somebody with the right to do so voted.
     *
     * @param groups those it counts for; after an escalation the voter may be in none of them
     * @param approver whoever cast it, for themselves or in another's place
     * @param stage the number of the stage it counts for; null if there are no stages, and of a
     *     refusing vote
     * @param inPlaceOf whose vote it is; null if the approver's own
     * @param by the chat account by which the approver voted; null of a vote over REST
     */
    record VoteCast(
            HoldId hold,
            PrincipalId approver,
            List<String> groups,
            Vote vote,
            String reason,
            @Nullable Integer stage,
            @Nullable InPlaceOf inPlaceOf,
            @Nullable ChatMember by)
            implements HoldEvent {
        public VoteCast {
            groups = List.copyOf(groups);
        }

        /** A vote where there are no stages. */
        public VoteCast(
                HoldId hold, PrincipalId approver, List<String> groups, Vote vote, String reason) {
            this(hold, approver, groups, vote, reason, null);
        }

        /** A vote of the approver's own. */
        public VoteCast(
                HoldId hold,
                PrincipalId approver,
                List<String> groups,
                Vote vote,
                String reason,
                @Nullable Integer stage) {
            this(hold, approver, groups, vote, reason, stage, null);
        }

        /** A vote over REST. */
        public VoteCast(
                HoldId hold,
                PrincipalId approver,
                List<String> groups,
                Vote vote,
                String reason,
                @Nullable Integer stage,
                @Nullable InPlaceOf inPlaceOf) {
            this(hold, approver, groups, vote, reason, stage, inPlaceOf, null);
        }

        /** The same, counted for these groups. */
        public VoteCast by(List<String> counting) {
            return new VoteCast(hold, approver, counting, vote, reason, stage, inPlaceOf, by);
        }

        /** Whose vote it is: the delegator's, if it was cast in their place. */
        public PrincipalId member() {
            return inPlaceOf == null ? approver : inPlaceOf.delegator();
        }
    }

    /** Somebody in whose place another voted, and by which delegation. */
    record InPlaceOf(PrincipalId delegator, DelegationId delegation) {}

    /**
     * Somebody took their approval back while the hold was open: it counts no more, nor do those of
     * later stages.
     */
    record VoteRetracted(HoldId hold, PrincipalId approver, String reason) implements HoldEvent {}

    /** Nobody has decided for a while: those who are asked now are reminded. */
    record HoldReminded(HoldId hold) implements HoldEvent {}

    /** Nobody has decided for longer: from here on members of these groups may stand in. */
    record HoldEscalated(HoldId hold, List<String> to) implements HoldEvent {
        public HoldEscalated {
            to = List.copyOf(to);
        }
    }

    /**
     * Somebody whom the rule gives that right released the hold alone and in person, instead of the
     * quorum. It opens a review, which another person closes by {@link HoldJudged}.
     *
     * @param groups those that give them the right
     */
    record GlassBroken(HoldId hold, PrincipalId breaker, List<String> groups, String reason)
            implements HoldEvent {
        public GlassBroken {
            groups = List.copyOf(groups);
        }
    }

    /**
     * The quorum is complete, or the glass is broken; the command may be run before {@code
     * claimUntil}.
     */
    record HoldReleased(HoldId hold, Instant claimUntil) implements HoldEvent {}

    /** A refusing vote ended the hold. */
    record HoldRefused(HoldId hold, PrincipalId approver, String reason) implements HoldEvent {}

    /** Nobody decided in time, or the release was not claimed in time. */
    record HoldExpired(HoldId hold) implements HoldEvent {}

    /** The requester cancelled or went away; a later vote is void. */
    record HoldWithdrawn(HoldId hold, RefusalCode code, String reason) implements HoldEvent {}

    /**
     * The release was taken; it can not be taken again.
     *
     * @param session the one whose command took it; for a ticket not always the one that was held;
     *     null if the event is older than tickets
     * @param command as {@code session}
     */
    record HoldClaimed(
            HoldId hold, String edge, @Nullable SessionId session, @Nullable CommandId command)
            implements HoldEvent {}

    /**
     * Somebody who took no part in it says, after the release, whether it should have been
     * approved. The last judgement of a hold counts; it stops nothing.
     */
    record HoldJudged(HoldId hold, PrincipalId judge, Judgement judgement, String reason)
            implements HoldEvent {}
}
