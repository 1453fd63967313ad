package dev.holdpoint.events;

/** How a client experiences a hold. */
public enum HoldMode {
    /** Suspended on the wire until released, refused or expired. */
    WAIT
}
