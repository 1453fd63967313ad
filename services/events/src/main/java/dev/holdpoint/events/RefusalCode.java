package dev.holdpoint.events;

/** Stable reasons for which Holdpoint itself refuses a session or a command. */
public enum RefusalCode {
    AUTHENTICATION_FAILED,
    UNKNOWN_TARGET,
    NO_GRANT,
    POLICY_DENIED,
    POLICY_UNAVAILABLE,
    LOG_UNAVAILABLE,
    APPROVAL_UNAVAILABLE,
    TARGET_UNAVAILABLE,
    NOT_UNDERSTOOD,
    TOO_LARGE,
    HOLD_REFUSED,
    HOLD_EXPIRED,
    HOLD_WITHDRAWN,
    HELD_AS_TICKET,
    CLAIM_REFUSED,
    CLIENT_CANCELLED,
    CLIENT_GONE,
    PROTOCOL_VIOLATION,
    CREDENTIAL_EXPIRED
}
