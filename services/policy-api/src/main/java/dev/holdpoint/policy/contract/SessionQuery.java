package dev.holdpoint.policy.contract;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;

/** May this principal open a session on this target at all, and where is it? */
public record SessionQuery(Principal principal, TargetName target, String clientAddress) {}
