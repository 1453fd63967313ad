package dev.holdpoint.edge.postgres.session;

/** The log did not take an event of this session: it must end, its client has been told. */
final class SessionLost extends RuntimeException {
    SessionLost() {
        super("the log is unavailable", null, false, false);
    }
}
