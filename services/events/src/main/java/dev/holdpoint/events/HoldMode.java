package dev.holdpoint.events;

/** How a client experiences a hold. */
public enum HoldMode {
    /** Suspended on the wire until released, refused or expired. */
    WAIT,
    /**
     * Refused with the hold's id, at once or after a wait; once the hold is released the same
     * principal may run the same command once, from any session.
     */
    TICKET
}
