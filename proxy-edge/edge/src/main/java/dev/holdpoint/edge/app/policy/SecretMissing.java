package dev.holdpoint.edge.app.policy;

/** A target's secret is not where its reference says. */
public final class SecretMissing extends RuntimeException {
    SecretMissing(String message) {
        super(message);
    }
}
