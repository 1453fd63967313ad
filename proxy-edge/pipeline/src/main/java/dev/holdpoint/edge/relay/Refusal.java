package dev.holdpoint.edge.relay;

import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is not forwarded, for the client to read.
 *
 * @param rule the deciding rule, {@code policy/rule}, or null where no rule decided
 * @param revision the policy revision that decided, or null
 * @param sessionLost whether the session cannot go on, because its stream may have a hole
 */
public record Refusal(
        CommandId command,
        RefusalCode code,
        String reason,
        @Nullable String rule,
        @Nullable String revision,
        boolean sessionLost) {

    /** A refusal by decision. */
    public static Refusal of(CommandId command, Decision.Deny deny) {
        var rule = deny.rules().isEmpty() ? null : deny.rules().getFirst();
        return new Refusal(
                command, deny.code(), deny.reason(), rule, deny.revision().value(), false);
    }

    /** A refusal for a reason of Holdpoint's own. */
    public static Refusal of(CommandId command, RefusalCode code, String reason) {
        return new Refusal(command, code, reason, null, null, false);
    }

    /** The log did not take an event: nothing is forwarded and the session ends. */
    public static Refusal logLost(CommandId command) {
        return lost(
                command,
                RefusalCode.LOG_UNAVAILABLE,
                "the event log does not answer, and nothing runs unrecorded");
    }

    /** The edge itself failed on the way: nothing is forwarded and the session ends. */
    public static Refusal undecided(CommandId command) {
        return lost(
                command,
                RefusalCode.POLICY_UNAVAILABLE,
                "the edge failed before the command was cleared, and nothing runs undecided");
    }

    private static Refusal lost(CommandId command, RefusalCode code, String reason) {
        return new Refusal(command, code, reason, null, null, true);
    }
}
