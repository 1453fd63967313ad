package dev.holdpoint.edge.postgres.session;

/** The target's connection ended before it answered: the outcome is unknown. */
final class TargetLost extends RuntimeException {
    TargetLost(String message) {
        super(message);
    }
}
