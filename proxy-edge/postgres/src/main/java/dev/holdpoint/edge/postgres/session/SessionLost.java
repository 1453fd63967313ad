package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.events.SessionEnd;

/** A session must end, its client has been told. */
final class SessionLost extends RuntimeException {
    private final SessionEnd why;

    /** The log did not take an event of it. */
    SessionLost() {
        this(SessionEnd.LOG_UNAVAILABLE);
    }

    SessionLost(SessionEnd why) {
        super("the session ends: " + why, null, false, false);
        this.why = why;
    }

    SessionEnd why() {
        return why;
    }
}
