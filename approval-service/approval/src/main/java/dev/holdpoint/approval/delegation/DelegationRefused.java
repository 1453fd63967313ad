package dev.holdpoint.approval.delegation;

import java.util.Locale;

/** An action on delegations that is not possible; the message tells people why. */
public final class DelegationRefused extends RuntimeException {
    private final Why why;

    /** What is wrong. */
    public enum Why {
        NOT_A_PERSON,
        DELEGATE_NOT_A_PERSON,
        DELEGATE_UNKNOWN,
        DELEGATE_IS_YOU,
        NOT_YOUR_GROUPS,
        BAD_TIME,
        DELEGATED_ALREADY,
        TOO_MANY_DELEGATIONS,
        UNKNOWN_DELEGATION
    }

    DelegationRefused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }

    /** Stable, for programs. */
    public String code() {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
