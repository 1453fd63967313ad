package dev.holdpoint.approval.delegation;

import dev.holdpoint.approval.delegation.DelegationAction.Give;
import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.delegation.DelegationRefused.Why;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationEvent.DelegationRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Decides what an action does to all that one account has delegated. */
public final class DelegationDecider
        implements Decider<Delegations, DelegationAction, DelegationEvent> {
    /** How far ahead a delegation may end. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private final GivingRights rights;

    public DelegationDecider(People people) {
        this.rights = new GivingRights(people);
    }

    @Override
    public Delegations initial() {
        return new Delegations(List.of(), Set.of());
    }

    @Override
    public Delegations evolve(Delegations state, DelegationEvent event) {
        return switch (event) {
            case DelegationGiven given -> state.with(given);
            case DelegationRevoked(var delegation, _) -> state.without(delegation);
        };
    }

    @Override
    public List<DelegationEvent> decide(Delegations state, DelegationAction action) {
        return switch (action) {
            case Give give -> give(state, give);
            case Revoke revoke -> revoke(state, revoke);
        };
    }

    private List<DelegationEvent> give(Delegations state, Give give) {
        var given = give.given();
        rights.require(state, give);
        if (state.same(given, give.at()).isPresent()) {
            return List.of();
        }
        rights.requireRoom(state, give);
        return List.of(given);
    }

    private static List<DelegationEvent> revoke(Delegations state, Revoke revoke) {
        var given =
                state.find(revoke.delegation())
                        .filter(one -> isParty(one, revoke))
                        .orElseThrow(DelegationDecider::unknown);
        return isOver(state, given, revoke.at())
                ? List.of()
                : List.of(new DelegationRevoked(revoke.delegation(), revoke.reason()));
    }

    private static boolean isParty(DelegationGiven given, Revoke revoke) {
        var who = revoke.by().id();
        return who.equals(given.delegator()) || who.equals(given.delegate()) || revoke.governs();
    }

    private static DelegationRefused unknown() {
        return new DelegationRefused(
                Why.UNKNOWN_DELEGATION,
                "There is no such delegation, or it is not yours: its delegator, its delegate and"
                        + " security end it.");
    }

    private static boolean isOver(Delegations state, DelegationGiven given, Instant now) {
        return state.comingOrInForce(now).noneMatch(given::equals);
    }
}
