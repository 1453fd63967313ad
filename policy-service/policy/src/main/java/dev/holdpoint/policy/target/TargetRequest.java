package dev.holdpoint.policy.target;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.change.Requester;

/** What people ask for about a target over REST. */
public sealed interface TargetRequest {
    TargetName target();

    Requester by();

    /** Be registered like this, or be changed to it. */
    record Put(TargetName target, TargetSpec spec, Requester by) implements TargetRequest {}

    /** Be gone. */
    record Drop(TargetName target, Requester by) implements TargetRequest {}
}
