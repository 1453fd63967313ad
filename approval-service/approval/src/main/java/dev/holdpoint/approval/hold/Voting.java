package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a vote does to a hold: approve, deny, and take an approval back. */
final class Voting {
    private final VotingRights rights;

    Voting(People people) {
        this.rights = new VotingRights(people);
    }

    List<HoldEvent> approve(Open open, Approve action) {
        var ballot = open.ballot();
        var placed = ballot.placed();
        rights.requireApprover(ballot, action.voter());
        VoidReason.requireInTime(open, action.at());
        var groups = ballot.counting(ballot.asked(), action.voter().standing());
        if (counts(ballot, action.voter(), groups)) {
            return List.of();
        }
        VotingRights.requireAsked(ballot, groups);
        rights.requireFirst(ballot, action.voter());
        rights.requireRest(ballot, action.voter());
        requireSeen(ballot, action);
        var vote = approval(ballot, action, groups);
        return ballot.with(vote).isComplete()
                ? List.of(vote, new HoldReleased(placed.hold(), claimUntil(placed, action.at())))
                : List.of(vote);
    }

    /** Whether they have approved so: in an earlier stage, or in this one as member of the same. */
    private static boolean counts(Ballot ballot, Voter voter, List<String> groups) {
        return ballot.of(voter.id())
                .filter(cast -> Objects.equals(cast.inPlaceOf(), voter.inPlaceOf()))
                .filter(cast -> Ballot.stage(cast) < ballot.stage() || cast.groups().equals(groups))
                .isPresent();
    }

    private static VoteCast approval(Ballot ballot, Approve action, List<String> groups) {
        var placed = ballot.placed();
        requireReason(placed, action.reason());
        return new VoteCast(
                placed.hold(),
                action.voter().id(),
                groups,
                Vote.APPROVE,
                action.reason(),
                placed.terms().stages() == null ? null : ballot.stage(),
                action.voter().inPlaceOf(),
                action.voter().by());
    }

    /** An approval that was sent before it was taken back does not count when it comes after. */
    private static void requireSeen(Ballot ballot, Approve action) {
        var seen = action.ballot();
        if (seen == null
                ? ballot.fallen().contains(action.voter().id())
                : seen != ballot.number()) {
            throw new BallotChanged(ballot.number());
        }
    }

    List<HoldEvent> deny(Open open, Deny action) {
        var placed = open.ballot().placed();
        rights.requireVoter(open.ballot(), action.voter());
        VoidReason.requireInTime(open, action.at());
        requireReason(placed, action.reason());
        var voter = action.voter();
        var vote =
                new VoteCast(
                        placed.hold(),
                        voter.id(),
                        open.ballot().counting(voter.standing()),
                        Vote.DENY,
                        action.reason(),
                        null,
                        voter.inPlaceOf(),
                        voter.by());
        return List.of(vote, new HoldRefused(placed.hold(), voter.id(), action.reason()));
    }

    /** Needs no right but to have voted: who has left the group may take back what they said. */
    List<HoldEvent> retract(Open open, Retract action) {
        var ballot = open.ballot();
        var voter = action.voter();
        requireKnown(ballot, voter);
        VoidReason.requireInTime(open, action.at());
        return ballot.castFor(voter.id())
                .<List<HoldEvent>>map(
                        vote ->
                                List.of(
                                        new VoteRetracted(
                                                vote.hold(), vote.approver(), action.reason())))
                .orElse(List.of());
    }

    private void requireKnown(Ballot ballot, Principal voter) {
        if (!ballot.knows(voter.id())) {
            rights.requireVoter(ballot, Voter.inPerson(voter));
        }
    }

    private static void requireReason(HoldPlaced placed, String reason) {
        if (placed.terms().justificationRequired() && reason.isBlank()) {
            throw new JustificationRequired();
        }
    }

    static Instant claimUntil(HoldPlaced placed, Instant releasedAt) {
        return switch (placed.terms().mode()) {
            case TICKET -> releasedAt.plusSeconds(placed.terms().windowSeconds());
            case WAIT -> earlier(releasedAt.plus(HoldDecider.CLAIM_WINDOW), placed.expiresAt());
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** A repeated approval that was counted is no news; any other one is void. */
    List<HoldEvent> late(Placed state, Approve action) {
        rights.requireApprover(state.ballot(), action.voter());
        return late(state, action.voter(), Vote.APPROVE, action.at());
    }

    /** A repeated denial that ended the hold is no news; any other one is void. */
    List<HoldEvent> late(Placed state, Deny action) {
        rights.requireVoter(state.ballot(), action.voter());
        return late(state, action.voter(), Vote.DENY, action.at());
    }

    /** What was released or dropped is not taken back. */
    List<HoldEvent> late(Placed state, Retract action) {
        requireKnown(state.ballot(), action.voter());
        throw VoidReason.over(state, action.at());
    }

    private static List<HoldEvent> late(Placed state, Voter voter, Vote vote, Instant at) {
        if (state.ballot().has(voter.id(), vote) && carried(state, vote)) {
            return List.of();
        }
        throw VoidReason.over(state, at);
    }

    private static boolean carried(Placed state, Vote vote) {
        return switch (state) {
            case Released _, Claimed _ -> vote == Vote.APPROVE;
            case Refused _ -> vote == Vote.DENY;
            case Open _, Expired _, Withdrawn _ -> false;
        };
    }
}
