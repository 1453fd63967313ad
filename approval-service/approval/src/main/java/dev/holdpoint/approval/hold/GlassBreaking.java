package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.JustificationRequired;
import dev.holdpoint.approval.hold.ActionRefused.MayNotBreak;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Who may release a hold alone, for how long, and that they still may at the claim. */
final class GlassBreaking {
    /** How long what was released so can be claimed at most, a ticket, too. */
    static final Duration LONGEST_WINDOW = Duration.ofMinutes(15);

    private final People people;

    GlassBreaking(People people) {
        this.people = people;
    }

    List<HoldEvent> of(Open open, BreakGlass action) {
        var placed = open.ballot().placed();
        var groups = requireRight(placed, action.breaker());
        VoidReason.requireInTime(open, action.at());
        if (action.reason().isBlank()) {
            throw new JustificationRequired();
        }
        var hold = placed.hold();
        return List.of(
                new GlassBroken(hold, action.breaker().id(), groups, action.reason()),
                new HoldReleased(hold, claimUntil(placed, action.at())));
    }

    private List<String> requireRight(HoldPlaced placed, Principal breaker) {
        var breakers = placed.terms().breakers();
        var groups = breakers.stream().filter(breaker.groups()::contains).toList();
        if (!people.actsInPerson(breaker) || groups.isEmpty()) {
            throw new MayNotBreak(breakers);
        }
        return groups;
    }

    private static Instant claimUntil(HoldPlaced placed, Instant at) {
        return Collections.min(List.of(Voting.claimUntil(placed, at), at.plus(LONGEST_WINDOW)));
    }

    /** Broken by the same account is no news; whatever else came first stays. */
    List<HoldEvent> late(Placed state, BreakGlass action) {
        var ballot = state.ballot();
        requireRight(ballot.placed(), action.breaker());
        var broken = ballot.broken();
        if (broken != null && broken.breaker().equals(action.breaker().id()) && stands(state)) {
            return List.of();
        }
        throw VoidReason.over(state, action.at());
    }

    private static boolean stands(Placed state) {
        return switch (state) {
            case Released _, Claimed _ -> true;
            case Open _, Refused _, Expired _, Withdrawn _ -> false;
        };
    }

    /** Who was never seen by a token is taken to be where the event says. */
    void requireStill(GlassBroken broken, Approvers approvers) {
        var groups = approvers.groups().getOrDefault(broken.breaker(), broken.groups());
        if (people.isAgent(broken.breaker())
                || !approvers.asked().contains(broken.breaker())
                || Collections.disjoint(groups, broken.groups())) {
            throw new ApproversLeft(broken);
        }
    }
}
