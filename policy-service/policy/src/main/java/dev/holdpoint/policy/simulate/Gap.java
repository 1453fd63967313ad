package dev.holdpoint.policy.simulate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a recorded command cannot be decided by a draft. */
public enum Gap {
    UNREADABLE("The record cannot be read: it was erased, or written by something else."),
    OLD_FORM("It was recorded before columns and session use were."),
    ESTIMATE_NOT_ASKED("The draft asks for an estimate of rows, which nobody asked for then."),
    POLICY_DID_NOT_ANSWER("It was denied then because policy did not answer."),
    EDGE_REFUSED(
            "Policy did not deny it then, the edge did for a reason of its own (masks, size, an"
                    + " open transaction) that may not hold for what the draft says."),
    NOTHING_IN_FORCE(
            "What was in force then is not on record, or cannot be read by this version, and the"
                    + " draft does not say it all.");

    private final String explanation;

    Gap(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }

    /** As reports name it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
