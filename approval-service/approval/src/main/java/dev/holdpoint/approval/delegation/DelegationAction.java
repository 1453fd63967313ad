package dev.holdpoint.approval.delegation;

import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of somebody's delegations. */
public sealed interface DelegationAction {
    /**
     * Somebody hands their vote over.
     *
     * @param by the delegator, with the groups they are known to be in
     * @param delegateIsPerson what the latest token of the delegate said; null if none was seen
     */
    record Give(Principal by, DelegationGiven given, @Nullable Boolean delegateIsPerson, Instant at)
            implements DelegationAction {}

    /**
     * Somebody ends one before its time.
     *
     * @param governs whether they may end anybody's
     */
    record Revoke(Principal by, boolean governs, DelegationId delegation, String reason, Instant at)
            implements DelegationAction {}
}
