package dev.holdpoint.edge.identity;

/** The client did not prove who it is. The message is for the log, never for the client. */
public final class AuthenticationFailed extends RuntimeException {
    /**
     * @param message for the log; names no secret
     */
    public AuthenticationFailed(String message) {
        super(message);
    }
}
