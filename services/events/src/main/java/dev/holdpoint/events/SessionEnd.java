package dev.holdpoint.events;

/** Why a session ended. */
public enum SessionEnd {
    CLIENT_CLOSED,
    TARGET_CLOSED,
    CREDENTIAL_EXPIRED,
    GRANT_REVOKED,
    /** Policy says something else by now of a command that went on. */
    POLICY_CHANGED,
    /** Policy did not say whether a command that went on still may. */
    POLICY_UNAVAILABLE,
    PROTOCOL_ERROR,
    /** Somebody with the right to do so ended it. */
    KILLED,
    /** The log did not take an event in time, so the session could not go on. */
    LOG_UNAVAILABLE,
    EDGE_STOPPED,
    /** The edge died; another process closed its books. */
    EDGE_LOST
}
