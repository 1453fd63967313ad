package dev.holdpoint.edge.app.secret;

/** A secret is not where its reference says, or may not come from there; never says what it is. */
public final class SecretMissing extends RuntimeException {
    SecretMissing(String message) {
        super(message);
    }
}
