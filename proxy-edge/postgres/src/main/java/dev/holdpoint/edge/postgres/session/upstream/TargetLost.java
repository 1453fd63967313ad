package dev.holdpoint.edge.postgres.session.upstream;

/** The target's connection ended before it answered: the outcome is unknown. */
public final class TargetLost extends RuntimeException {
    TargetLost(String message) {
        super(message);
    }
}
