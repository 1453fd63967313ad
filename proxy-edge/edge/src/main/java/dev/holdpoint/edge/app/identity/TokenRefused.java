package dev.holdpoint.edge.app.identity;

/** The token does not prove who is calling; the message is for the edge's log, not the client. */
public final class TokenRefused extends RuntimeException {
    TokenRefused(String message) {
        super(message);
    }

    TokenRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
