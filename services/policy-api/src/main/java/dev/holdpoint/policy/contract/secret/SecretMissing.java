package dev.holdpoint.policy.contract.secret;

/** A secret is not where its reference says, or may not come from there; never says what it is. */
public final class SecretMissing extends RuntimeException {
    /** Says where it was looked for. */
    public SecretMissing(String message) {
        super(message);
    }
}
