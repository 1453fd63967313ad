package dev.holdpoint.edge.relay;

import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is not forwarded, for the client to read.
 *
 * @param rule the deciding rule, {@code policy/rule}, or null where no rule decided
 * @param revision the policy revision that decided, or null
 * @param ticket under which the same command may be run later, or null
 * @param then what becomes of its session
 */
public record Refusal(
        CommandId command,
        RefusalCode code,
        String reason,
        @Nullable String rule,
        @Nullable String revision,
        @Nullable Ticket ticket,
        Then then) {

    /** What becomes of the session of a refused command. */
    public enum Then {
        /** It goes on, its open transaction aborted as after any error. */
        GO_ON,
        /** It goes on; its open transaction is rolled back whole, so that it keeps no lock. */
        ROLL_BACK,
        /** It cannot go on, because its stream may have a hole. */
        END
    }

    /** Whether the session cannot go on. */
    public boolean sessionLost() {
        return then == Then.END;
    }

    /** A refusal by decision. */
    public static Refusal of(CommandId command, Decision.Deny deny) {
        return new Refusal(
                command,
                deny.code(),
                deny.reason(),
                first(deny),
                deny.revision().value(),
                null,
                Then.GO_ON);
    }

    /** A refusal for a reason of Holdpoint's own. */
    public static Refusal of(CommandId command, RefusalCode code, String reason) {
        return new Refusal(command, code, reason, null, null, null, Then.GO_ON);
    }

    /** A hold that is not waited for. */
    public static Refusal of(CommandId command, Decision.Hold why, Ticket ticket) {
        return new Refusal(
                command,
                RefusalCode.HELD_AS_TICKET,
                why.reason(),
                first(why),
                why.revision().value(),
                ticket,
                Then.GO_ON);
    }

    /** The same refusal of a command that kept an open transaction waiting. */
    public Refusal rollingBack() {
        return new Refusal(command, code, reason, rule, revision, ticket, Then.ROLL_BACK);
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
        return new Refusal(command, code, reason, null, null, null, Then.END);
    }

    private static @Nullable String first(Decision decision) {
        return decision.rules().isEmpty() ? null : decision.rules().getFirst();
    }
}
