package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldAction.Revoke;
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
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Decides what an action does to a hold: the first durable decision wins, and stays. */
public final class HoldDecider implements Decider<HoldState, HoldAction, HoldEvent> {
    /** How long after its release a hold can be claimed. */
    public static final Duration CLAIM_WINDOW = Duration.ofSeconds(30);

    private final Voting voting;
    private final Recount recount;
    private final Judging judging;
    private final GlassBreaking breaking;

    /** Takes every account for a person of its own. */
    public HoldDecider() {
        this(People.UNLINKED);
    }

    /** Knows which accounts are one person's. */
    public HoldDecider(People people) {
        this.voting = new Voting(people);
        this.recount = new Recount(people);
        this.judging = new Judging(people);
        this.breaking = new GlassBreaking(people);
    }

    @Override
    public HoldState initial() {
        return new NotPlaced();
    }

    @Override
    public HoldState evolve(HoldState state, HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> Open.of(placed);
            case VoteCast vote -> new Open(ballot(state).with(vote));
            case VoteRetracted vote -> new Open(ballot(state).without(vote));
            case HoldReminded _ -> new Open(ballot(state).afterReminder());
            case HoldEscalated(_, var to) -> new Open(ballot(state).open(to));
            case GlassBroken broken -> new Open(ballot(state).with(broken));
            case HoldReleased(_, var until) -> new Released(ballot(state), until);
            case HoldRefused(_, var who, var why) -> new Refused(ballot(state), who, why);
            case HoldExpired _ -> expired(state);
            case HoldWithdrawn(_, var code, var why) -> new Withdrawn(ballot(state), code, why);
            case HoldClaimed(_, var edge, _, _) -> new Claimed(ballot(state), edge);
            case HoldJudged judged -> Judging.judged(state, ballot(state).with(judged));
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

    private List<HoldEvent> decideNotPlaced(HoldAction action) {
        return switch (action) {
            case Place(var placed) -> List.of(placed);
            case TurnAway(var placed, var why) -> List.of(placed, turnedAway(placed.hold(), why));
            case Approve _, Deny _, Retract _, BreakGlass _, Claim _, ClaimTicket _ ->
                    throw new UnknownHold();
            case Judge judge -> throw judging.unknown(judge);
            case Expire _, Withdraw _, Revoke _ -> List.of();
        };
    }

    private static HoldWithdrawn turnedAway(HoldId hold, String why) {
        return new HoldWithdrawn(hold, RefusalCode.TOO_MANY_HOLDS, why);
    }

    private List<HoldEvent> decideOpen(Open open, HoldAction action) {
        var hold = open.ballot().placed().hold();
        return switch (action) {
            case Place _, TurnAway _ -> List.of();
            case Approve approve -> voting.approve(open, approve);
            case Deny deny -> voting.deny(open, deny);
            case Retract retract -> voting.retract(open, retract);
            case BreakGlass alone -> breaking.of(open, alone);
            case Expire(var at) -> FollowingUp.due(open, at);
            case Revoke revoke -> Revoking.of(open, revoke);
            case Withdraw(var code, var why) -> List.of(new HoldWithdrawn(hold, code, why));
            case Claim claim -> throw refusedClaim(open, claim.at());
            case ClaimTicket claim -> throw refusedClaim(open, claim.at());
            case Judge judge -> judging.judge(open, judge);
        };
    }

    private List<HoldEvent> decideReleased(Released released, HoldAction action) {
        var hold = released.ballot().placed().hold();
        return switch (action) {
            case Place _, TurnAway _ -> List.of();
            case Approve approve -> voting.late(released, approve);
            case Deny deny -> voting.late(released, deny);
            case Retract retract -> voting.late(released, retract);
            case BreakGlass alone -> breaking.late(released, alone);
            case Expire(var at) -> released.isDue(at) ? List.of(new HoldExpired(hold)) : List.of();
            case Revoke revoke -> Revoking.of(released, revoke);
            case Withdraw(var code, var why) -> List.of(new HoldWithdrawn(hold, code, why));
            case Claim claim -> claim(released, claim);
            case ClaimTicket claim -> claimTicket(released, claim);
            case Judge judge -> judging.judge(released, judge);
        };
    }

    private List<HoldEvent> claim(Released released, Claim claim) {
        var placed = released.ballot().placed();
        Sameness.require(placed, claim);
        requireInTime(released, claim.at());
        recount.require(released.ballot(), claim.approvers());
        return List.of(
                new HoldClaimed(placed.hold(), claim.edge(), claim.session(), claim.command()));
    }

    private List<HoldEvent> claimTicket(Released released, ClaimTicket claim) {
        var placed = released.ballot().placed();
        var query = claim.query();
        Sameness.require(placed, query);
        requireInTime(released, claim.at());
        recount.require(released.ballot(), claim.approvers());
        return List.of(
                new HoldClaimed(placed.hold(), query.edge(), query.session(), query.command()));
    }

    private static void requireInTime(Released released, Instant at) {
        if (released.isDue(at)) {
            throw VoidReason.over(released, at);
        }
    }

    private List<HoldEvent> decideOver(Over over, HoldAction action) {
        return switch (action) {
            case Place _, TurnAway _, Expire _, Withdraw _, Revoke _ -> List.of();
            case Approve approve -> voting.late(over, approve);
            case Deny deny -> voting.late(over, deny);
            case Retract retract -> voting.late(over, retract);
            case BreakGlass alone -> breaking.late(over, alone);
            case Claim claim -> throw refusedClaim(over, claim.at());
            case ClaimTicket claim -> throw refusedClaim(over, claim.at());
            case Judge judge -> judging.judge(over, judge);
        };
    }

    private static ActionRefused refusedClaim(Placed state, Instant at) {
        return VoidReason.of(state, at).isPresent()
                ? VoidReason.over(state, at)
                : new NotReleased();
    }
}
