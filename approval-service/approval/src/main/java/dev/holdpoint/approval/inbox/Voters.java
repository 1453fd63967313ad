package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.ActionRefused.NoMandate;
import dev.holdpoint.approval.hold.Approvers;
import dev.holdpoint.approval.hold.FollowingUp;
import dev.holdpoint.approval.hold.HoldAction.StandIns;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.approval.hold.Voter.Mandate;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up by which right people vote, and at a claim whether they still have it. */
public final class Voters {
    private final Memberships memberships;
    private final DelegationDesk delegations;
    private final People people;

    public Voters(Memberships memberships, DelegationDesk delegations, People people) {
        this.memberships = memberships;
        this.delegations = delegations;
        this.people = people;
    }

    /**
     * By what somebody may vote in another's place.
     *
     * @return fails with {@link NoMandate} if they may not
     */
    public Future<Mandate> mandate(PrincipalId delegate, PrincipalId delegator, Instant now) {
        return delegations
                .look(delegator)
                .map(
                        given ->
                                given.inForce(delegate, now)
                                        .orElseThrow(() -> new NoMandate(delegator)))
                .compose(
                        one ->
                                memberships
                                        .of(List.of(delegator))
                                        .map(known -> mandate(one, known)));
    }

    /** A delegator of whom nothing is known any more hands over nothing. */
    private static Mandate mandate(DelegationGiven one, Map<PrincipalId, List<String>> known) {
        return new Mandate(
                new InPlaceOf(one.delegator(), one.delegation()),
                one.groups(),
                known.getOrDefault(one.delegator(), List.of()));
    }

    /** Somebody who votes on a hold, as they are known by now. */
    public Future<Voter> voter(
            Placed hold, Principal principal, @Nullable Mandate mandate, Instant now) {
        var delegates = delegatesOf(requester(hold), now);
        var known = memberships.known(principal);
        return Future.all(delegates, known)
                .map(_ -> new Voter(known.result(), mandate, delegates.result()));
    }

    /** Those who voted on a hold, as they are known by now. */
    Future<Approvers> approvers(Placed hold, Instant now) {
        var votes = hold.ballot().votes();
        var asked = Approvers.of(hold.ballot());
        var groups = memberships.of(asked);
        var inForce = inForce(votes, now);
        var delegates = delegatesOf(requester(hold), now);
        return Future.all(groups, inForce, delegates)
                .map(
                        _ ->
                                new Approvers(
                                        asked,
                                        groups.result(),
                                        inForce.result(),
                                        delegates.result()));
    }

    private Future<Map<DelegationId, List<String>>> inForce(
            Collection<VoteCast> votes, Instant now) {
        var places = votes.stream().flatMap(vote -> Stream.ofNullable(vote.inPlaceOf())).toList();
        var used = places.stream().map(InPlaceOf::delegation).collect(Collectors.toSet());
        return delegations
                .look(places.stream().map(InPlaceOf::delegator).collect(Collectors.toSet()))
                .map(
                        all ->
                                all.stream()
                                        .flatMap(given -> given.inForce(now))
                                        .filter(one -> used.contains(one.delegation()))
                                        .collect(
                                                Collectors.toMap(
                                                        DelegationGiven::delegation,
                                                        DelegationGiven::groups)));
    }

    private static Principal requester(Placed hold) {
        return hold.ballot().placed().requester();
    }

    /** Who may vote in the place of anybody of a requester's side. */
    public Future<Set<PrincipalId>> delegatesOf(Principal requester, Instant now) {
        return delegatesOf(people.accountsBehind(requester), now);
    }

    /**
     * Who could vote, at any time since the hold was placed, in the place of anybody that its
     * broken glass is about: whoever broke it, and the requester's side. Nobody where none is
     * broken.
     */
    Future<StandIns> standIns(HoldState state, Instant now) {
        var broken = state instanceof Placed placed ? placed.ballot().broken() : null;
        if (!(state instanceof Placed hold) || broken == null) {
            return Future.succeededFuture(StandIns.NONE);
        }
        var about = new HashSet<>(people.accountsBehind(requester(hold)));
        about.addAll(people.accountsOf(broken.breaker()));
        return delegations
                .delegatesSince(FollowingUp.heldAt(hold.ballot().placed()), about, now)
                .map(delegates -> new StandIns(broken.breaker(), delegates));
    }

    private Future<Set<PrincipalId>> delegatesOf(Set<PrincipalId> accounts, Instant now) {
        return delegations
                .look(accounts)
                .map(
                        all ->
                                all.stream()
                                        .flatMap(given -> given.inForce(now))
                                        .map(DelegationGiven::delegate)
                                        .collect(Collectors.toSet()));
    }
}
