package dev.holdpoint.approval.access;

import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be asked of a request for access; time comes in with the action. */
public sealed interface AccessAction {
    /** Somebody asks, and policy offers it. */
    record Ask(AccessRequested requested) implements AccessAction {}

    /**
     * Somebody wants it given.
     *
     * @param scope what they approve of; null for all that was asked for
     * @param known by which it is decided
     */
    record Approve(
            Principal voter, String reason, @Nullable AccessScope scope, Known known, Instant at)
            implements AccessAction {}

    /**
     * What is known of a request's people, looked up before a vote. If others vote meanwhile, it is
     * looked up again.
     *
     * @param votes how many had been cast by then
     * @param requester in the groups that they are in by now
     * @param groups of those who voted, as far as these are known
     * @param requestersDelegates who may vote in the place of anybody of the requester's side by
     *     now
     */
    record Known(
            int votes,
            Principal requester,
            Map<PrincipalId, List<String>> groups,
            Set<PrincipalId> requestersDelegates) {
        public Known {
            groups = Map.copyOf(groups);
            requestersDelegates = Set.copyOf(requestersDelegates);
        }
    }

    /** Somebody wants it not given. */
    record Deny(Principal voter, String reason, Instant at) implements AccessAction {}

    /**
     * An account was taken over: what that person approved is refused.
     *
     * @param accounts all that the person has
     */
    record Revoke(PrincipalId by, Set<PrincipalId> accounts, String reason)
            implements AccessAction {
        public Revoke {
            accounts = Set.copyOf(accounts);
        }
    }

    /** Somebody does not want it any more. */
    record Withdraw(Principal who, String reason, Instant at) implements AccessAction {}

    /** Time has passed. */
    record Expire(Instant at) implements AccessAction {}
}
