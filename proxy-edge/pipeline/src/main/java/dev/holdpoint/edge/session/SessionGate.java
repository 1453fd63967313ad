package dev.holdpoint.edge.session;

import io.vertx.core.Future;

/** Decides whether a principal may have a session on a target, and fetches what it takes. */
public interface SessionGate {
    /** Never fails: whatever goes wrong is {@link Admission.Turned}. */
    Future<Admission> open(SessionAttributes session);
}
