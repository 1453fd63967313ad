package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.TurnAway;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.NotPlaced;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Over;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides what an action does to a hold: the first durable decision wins, and stays. */
public final class HoldDecider implements Decider<HoldState, HoldAction, HoldEvent> {
    /** How long after its release a hold can be claimed. */
    public static final Duration CLAIM_WINDOW = Duration.ofSeconds(30);

    @Override
    public HoldState initial() {
        return new NotPlaced();
    }

    @Override
    public HoldState evolve(HoldState state, HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> Open.of(placed);
            case VoteCast vote -> new Open(ballot(state).with(vote));
            case HoldReleased(_, var until) -> new Released(ballot(state), until);
            case HoldRefused(_, var who, var why) -> new Refused(ballot(state), who, why);
            case HoldExpired _ -> expired(state);
            case HoldWithdrawn(_, var code, var why) -> new Withdrawn(ballot(state), code, why);
            case HoldClaimed(_, var edge, _, _) -> new Claimed(ballot(state), edge);
        };
    }

    private static Ballot ballot(HoldState state) {
        return switch (state) {
            case NotPlaced _ -> throw new IllegalStateException("a hold starts by being placed");
            case Placed placed -> placed.ballot();
        };
    }

    private static Expired expired(HoldState state) {
        return state instanceof Released(var ballot, var until)
                ? new Expired(ballot, until, true)
                : new Expired(ballot(state), ballot(state).placed().expiresAt(), false);
    }

    @Override
    public List<HoldEvent> decide(HoldState state, HoldAction action) {
        return switch (state) {
            case NotPlaced _ -> decideNotPlaced(action);
            case Open open -> decideOpen(open, action);
            case Released released -> decideReleased(released, action);
            case Over over -> decideOver(over, action);
        };
    }

    private static List<HoldEvent> decideNotPlaced(HoldAction action) {
        return switch (action) {
            case Place(var placed) -> List.of(placed);
            case TurnAway(var placed, var why) -> List.of(placed, turnedAway(placed.hold(), why));
            case Approve _, Deny _, Claim _, ClaimTicket _ -> throw new UnknownHold();
            case Expire _, Withdraw _ -> List.of();
        };
    }

    private static HoldWithdrawn turnedAway(HoldId hold, String why) {
        return new HoldWithdrawn(hold, RefusalCode.HOLD_WITHDRAWN, why);
    }

    private static List<HoldEvent> decideOpen(Open open, HoldAction action) {
        var hold = open.ballot().placed().hold();
        return switch (action) {
            case Place _, TurnAway _ -> List.of();
            case Approve approve -> approve(open, approve);
            case Deny deny -> deny(open, deny);
            case Expire(var at) -> open.isDue(at) ? List.of(new HoldExpired(hold)) : List.of();
            case Withdraw(var code, var why) -> List.of(new HoldWithdrawn(hold, code, why));
            case Claim(_, _, _, _, var at) -> throw refusedClaim(open, at);
            case ClaimTicket(_, var at) -> throw refusedClaim(open, at);
        };
    }

    private static List<HoldEvent> approve(Open open, Approve action) {
        var placed = open.ballot().placed();
        VotingRights.requireApprover(placed, action.voter());
        requireNotOver(open, action.at());
        if (open.ballot().has(action.voter().id(), Vote.APPROVE)) {
            return List.of();
        }
        var vote = vote(placed, action.voter(), Vote.APPROVE, action.reason());
        return open.ballot().with(vote).quorum().isMet()
                ? List.of(vote, new HoldReleased(placed.hold(), claimUntil(placed, action.at())))
                : List.of(vote);
    }

    private static List<HoldEvent> deny(Open open, Deny action) {
        var placed = open.ballot().placed();
        VotingRights.requireVoter(placed, action.voter());
        requireNotOver(open, action.at());
        return List.of(
                vote(placed, action.voter(), Vote.DENY, action.reason()),
                new HoldRefused(placed.hold(), action.voter().id(), action.reason()));
    }

    private static VoteCast vote(HoldPlaced placed, Principal voter, Vote vote, String reason) {
        if (placed.terms().justificationRequired() && reason.isBlank()) {
            throw new JustificationRequired();
        }
        return new VoteCast(
                placed.hold(), voter.id(), VotingRights.groups(placed, voter), vote, reason);
    }

    private static Instant claimUntil(HoldPlaced placed, Instant releasedAt) {
        return switch (placed.terms().mode()) {
            case TICKET -> releasedAt.plusSeconds(placed.terms().windowSeconds());
            case WAIT -> earlier(releasedAt.plus(CLAIM_WINDOW), placed.expiresAt());
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static List<HoldEvent> decideReleased(Released released, HoldAction action) {
        var hold = released.ballot().placed().hold();
        return switch (action) {
            case Place _, TurnAway _ -> List.of();
            case Approve(var voter, _, var at) -> voteLate(released, voter, Vote.APPROVE, at);
            case Deny(var voter, _, var at) -> voteLate(released, voter, Vote.DENY, at);
            case Expire(var at) -> released.isDue(at) ? List.of(new HoldExpired(hold)) : List.of();
            case Withdraw(var code, var why) -> List.of(new HoldWithdrawn(hold, code, why));
            case Claim claim -> claim(released, claim);
            case ClaimTicket claim -> claimTicket(released, claim);
        };
    }

    private static List<HoldEvent> claim(Released released, Claim claim) {
        var placed = released.ballot().placed();
        Sameness.require(placed, claim);
        requireInTime(released, claim.at());
        return List.of(
                new HoldClaimed(placed.hold(), claim.edge(), claim.session(), claim.command()));
    }

    private static List<HoldEvent> claimTicket(Released released, ClaimTicket claim) {
        var placed = released.ballot().placed();
        var query = claim.query();
        Sameness.require(placed, query);
        requireInTime(released, claim.at());
        return List.of(
                new HoldClaimed(placed.hold(), query.edge(), query.session(), query.command()));
    }

    private static void requireInTime(Released released, Instant at) {
        if (released.isDue(at)) {
            throw over(released, at);
        }
    }

    private static List<HoldEvent> decideOver(Over over, HoldAction action) {
        return switch (action) {
            case Place _, TurnAway _, Expire _, Withdraw _ -> List.of();
            case Approve(var voter, _, var at) -> voteLate(over, voter, Vote.APPROVE, at);
            case Deny(var voter, _, var at) -> voteLate(over, voter, Vote.DENY, at);
            case Claim(_, _, _, _, var at) -> throw refusedClaim(over, at);
            case ClaimTicket(_, var at) -> throw refusedClaim(over, at);
        };
    }

    /** A repeated vote that was counted is no news; any other one is void. */
    private static List<HoldEvent> voteLate(Placed state, Principal voter, Vote vote, Instant at) {
        switch (vote) {
            case APPROVE -> VotingRights.requireApprover(state.ballot().placed(), voter);
            case DENY -> VotingRights.requireVoter(state.ballot().placed(), voter);
        }
        if (state.ballot().has(voter.id(), vote) && carried(state, vote)) {
            return List.of();
        }
        throw over(state, at);
    }

    private static boolean carried(Placed state, Vote vote) {
        return switch (state) {
            case Released _, Claimed _ -> vote == Vote.APPROVE;
            case Refused _ -> vote == Vote.DENY;
            case Open _, Expired _, Withdrawn _ -> false;
        };
    }

    private static void requireNotOver(Open open, Instant at) {
        if (open.isDue(at)) {
            throw over(open, at);
        }
    }

    private static ActionRefused refusedClaim(Placed state, Instant at) {
        return VoidReason.of(state, at).isPresent() ? over(state, at) : new NotReleased();
    }

    private static HoldIsOver over(Placed state, Instant at) {
        return new HoldIsOver(VoidReason.of(state, at).orElseThrow());
    }
}
