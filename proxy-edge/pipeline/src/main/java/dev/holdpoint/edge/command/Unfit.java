package dev.holdpoint.edge.command;

import dev.holdpoint.events.RefusalCode;

/**
 * Why a command is not forwarded, whatever policy says of it.
 *
 * @param onlyToHold whether it may be allowed, but nobody can be asked about it
 */
public record Unfit(RefusalCode code, String reason, boolean onlyToHold) {
    /** Its effects could not be established. */
    public static Unfit notUnderstood(String reason) {
        return new Unfit(RefusalCode.NOT_UNDERSTOOD, reason, false);
    }

    /** It is larger than what is recorded. */
    public static Unfit tooLarge(String reason) {
        return new Unfit(RefusalCode.TOO_LARGE, reason, false);
    }

    /** It is larger than what an approver can be shown whole. */
    public static Unfit tooLargeToHold(String reason) {
        return new Unfit(RefusalCode.TOO_LARGE, reason, true);
    }

    /** The reason as a sentence that follows policy's own. */
    String sentence() {
        return (code == RefusalCode.NOT_UNDERSTOOD ? "It is not understood: " : "It is too large: ")
                + reason;
    }
}
