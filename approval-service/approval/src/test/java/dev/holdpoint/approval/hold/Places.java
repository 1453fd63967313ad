package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;

import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.Voter.Mandate;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Votes in others' places for tests. */
final class Places {
    static final Instant VOTED = NOON.plusSeconds(60);

    private Places() {}

    /** The delegation by which {@code delegate} votes in {@code delegator}'s place. */
    static InPlaceOf place(Principal delegate, Principal delegator) {
        return new InPlaceOf(
                delegator.id(), new DelegationId(delegator.name() + "-to-" + delegate.name()));
    }

    /** With all of the delegator's groups. */
    static Voter inPlace(Principal delegate, Principal delegator) {
        return inPlace(delegate, delegator, delegator.groups().toArray(String[]::new));
    }

    static Voter inPlace(Principal delegate, Principal delegator, String... handedOver) {
        return new Voter(
                delegate,
                new Mandate(place(delegate, delegator), List.of(handedOver), delegator.groups()),
                Set.of());
    }

    /** The same where the requester's side has these delegates. */
    static Voter where(Voter voter, Principal... requestersDelegates) {
        Set<PrincipalId> delegates =
                Arrays.stream(requestersDelegates).map(Principal::id).collect(Collectors.toSet());
        return new Voter(voter.principal(), voter.mandate(), delegates);
    }

    static Approve approve(Voter voter) {
        return approve(voter, null);
    }

    static Approve approve(Voter voter, @Nullable Integer ballot) {
        return new Approve(voter, "agreed", VOTED, ballot);
    }

    static Deny deny(Voter voter) {
        return new Deny(voter, "no", VOTED);
    }

    static VoteCast approved(Principal delegate, Principal delegator, String... groups) {
        return cast(delegate, delegator, Vote.APPROVE, "agreed", groups);
    }

    static VoteCast denied(Principal delegate, Principal delegator, String... groups) {
        return cast(delegate, delegator, Vote.DENY, "no", groups);
    }

    private static VoteCast cast(
            Principal delegate, Principal delegator, Vote vote, String why, String... groups) {
        return new VoteCast(
                HOLD, delegate.id(), List.of(groups), vote, why, null, place(delegate, delegator));
    }
}
