package dev.holdpoint.edge.app.live;

import dev.holdpoint.events.SessionId;
import java.util.HashSet;
import java.util.Set;

/**
 * The sessions about which policy-service has not answered; says when it began and when it ended.
 */
final class Unanswered {
    private final Set<SessionId> sessions = new HashSet<>();

    /** Whether it is the first of them, and all others were answered. */
    synchronized boolean add(SessionId session) {
        return sessions.add(session) && sessions.size() == 1;
    }

    synchronized int size() {
        return sessions.size();
    }

    /** Whether it was the last of them. */
    synchronized boolean remove(SessionId session) {
        return sessions.remove(session) && sessions.isEmpty();
    }
}
