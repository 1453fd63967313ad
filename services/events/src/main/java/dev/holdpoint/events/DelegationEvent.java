package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;

/** What becomes of a right to vote that somebody hands to another person for a time. */
public sealed interface DelegationEvent extends HoldpointEvent {
    DelegationId delegation();

    /**
     * From {@code from} on and before {@code until} the delegate may vote in the delegator's place.
     *
     * @param delegate the very account that may
     * @param groups those of the delegator's it is for
     * @param reason in the delegator's words; empty if they gave none
     */
    record DelegationGiven(
            DelegationId delegation,
            PrincipalId delegator,
            PrincipalId delegate,
            List<String> groups,
            Instant from,
            Instant until,
            String reason)
            implements DelegationEvent {
        public DelegationGiven {
            groups = List.copyOf(groups);
        }
    }

    /** It ended before its time: taken back, given back, or ended by those who govern. */
    record DelegationRevoked(DelegationId delegation, String reason) implements DelegationEvent {}
}
