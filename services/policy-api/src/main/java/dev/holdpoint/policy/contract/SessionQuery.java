package dev.holdpoint.policy.contract;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;

/**
 * May this principal open a session on this target at all, and where is it?
 *
 * @param replication whether the session is to speak the streaming replication protocol
 */
public record SessionQuery(
        Principal principal, TargetName target, String clientAddress, boolean replication) {
    /** About a session that runs statements. */
    public SessionQuery(Principal principal, TargetName target, String clientAddress) {
        this(principal, target, clientAddress, false);
    }
}
