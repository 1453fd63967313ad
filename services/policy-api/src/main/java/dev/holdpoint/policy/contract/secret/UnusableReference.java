package dev.holdpoint.policy.contract.secret;

/** A reference to a secret that cannot be read, or leads where no secret may come from. */
public final class UnusableReference extends RuntimeException {
    private final String hint;

    UnusableReference(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What would be right. */
    public String hint() {
        return hint;
    }
}
