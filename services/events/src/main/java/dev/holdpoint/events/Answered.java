package dev.holdpoint.events;

/** A decision without its details, the mildest first. */
public enum Answered {
    ALLOW,
    HOLD,
    DENY;

    public static Answered of(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> ALLOW;
            case Decision.Hold _ -> HOLD;
            case Decision.Deny _ -> DENY;
        };
    }
}
