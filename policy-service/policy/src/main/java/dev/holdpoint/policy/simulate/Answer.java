package dev.holdpoint.policy.simulate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.holdpoint.events.Decision;
import java.util.Locale;

/** A decision without its details, the mildest first. */
public enum Answer {
    ALLOW,
    HOLD,
    DENY;

    static Answer of(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> ALLOW;
            case Decision.Hold _ -> HOLD;
            case Decision.Deny _ -> DENY;
        };
    }

    /** As the documents write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
