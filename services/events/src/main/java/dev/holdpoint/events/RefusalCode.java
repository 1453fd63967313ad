package dev.holdpoint.events;

/** Stable reasons for which Holdpoint itself refuses a session or a command. */
public enum RefusalCode {
    AUTHENTICATION_FAILED(Origin.PERMISSION),
    UNKNOWN_TARGET(Origin.TARGET),
    NO_GRANT(Origin.PERMISSION),
    POLICY_DENIED(Origin.PERMISSION),
    POLICY_UNAVAILABLE(Origin.SERVICE),
    LOG_UNAVAILABLE(Origin.SERVICE),
    APPROVAL_UNAVAILABLE(Origin.SERVICE),
    TARGET_UNAVAILABLE(Origin.TARGET),
    NOT_UNDERSTOOD(Origin.COMMAND),
    TOO_LARGE(Origin.COMMAND),
    HOLD_REFUSED(Origin.HOLD),
    HOLD_EXPIRED(Origin.HOLD),
    HOLD_WITHDRAWN(Origin.HOLD),
    TOO_MANY_HOLDS(Origin.HOLD),
    HELD_AS_TICKET(Origin.HOLD),
    CLAIM_REFUSED(Origin.HOLD),
    CLIENT_CANCELLED(Origin.CLIENT),
    CLIENT_GONE(Origin.CLIENT),
    PROTOCOL_VIOLATION(Origin.COMMAND),
    CREDENTIAL_EXPIRED(Origin.PERMISSION);

    /** What a refusal lies with: the question most readers of a code ask. */
    public enum Origin {
        /** Who asks may not. */
        PERMISSION,
        /** A part of Holdpoint does not answer. */
        SERVICE,
        /** There is no such target, or it does not answer. */
        TARGET,
        /** What was sent is nothing that can be let through. */
        COMMAND,
        /** People were asked. */
        HOLD,
        /** The client gave up. */
        CLIENT
    }

    private final Origin origin;

    RefusalCode(Origin origin) {
        this.origin = origin;
    }

    public Origin origin() {
        return origin;
    }
}
