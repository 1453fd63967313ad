package dev.holdpoint.edge.postgres.login;

/** A target could not be reached or did not let the edge in. */
public final class TargetRefused extends RuntimeException {
    /**
     * @param message for the log; says nothing of the credential
     */
    public TargetRefused(String message) {
        super(message);
    }
}
