package dev.holdpoint.events;

/** An approver's answer. */
public enum Vote {
    APPROVE,
    DENY
}
