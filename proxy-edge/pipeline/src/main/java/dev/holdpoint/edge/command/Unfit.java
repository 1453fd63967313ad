package dev.holdpoint.edge.command;

import dev.holdpoint.events.RefusalCode;

/** Why a command is never forwarded, whatever policy says of it. */
public record Unfit(RefusalCode code, String reason) {
    /** Its effects could not be established. */
    public static Unfit notUnderstood(String reason) {
        return new Unfit(RefusalCode.NOT_UNDERSTOOD, reason);
    }

    /** It is larger than what is recorded. */
    public static Unfit tooLarge(String reason) {
        return new Unfit(RefusalCode.TOO_LARGE, reason);
    }
}
