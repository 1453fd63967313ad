package dev.holdpoint.policy.contract;

import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;

/**
 * May this principal ask for such access, and who decides about it?
 *
 * @param justified whether they say why
 */
public record AccessQuery(
        Principal principal, TargetName target, AccessScope scope, boolean justified) {}
