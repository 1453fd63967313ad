package dev.holdpoint.events;

/** What of the register of grants and targets is vouched for, written by policy-service. */
public sealed interface RegisterEvent extends HoldpointEvent {
    /**
     * The last events of grants and targets before it in the store are policy-service's own.
     *
     * @param number how many seals there were, this one included
     * @param covers how many of those events it is good for
     * @param digest of them and of what the seal before it covers
     * @param note the signed note over number, covers, digest and whose change it was
     */
    record RegisterSealed(long number, long covers, Digest digest, String note)
            implements RegisterEvent {}
}
