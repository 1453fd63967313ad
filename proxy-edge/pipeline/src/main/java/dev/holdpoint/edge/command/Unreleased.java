package dev.holdpoint.edge.command;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.RefusalCode;

/** What to tell a client whose wait ended without a release. */
final class Unreleased {
    private Unreleased() {}

    static Refusal refusal(Command command, HoldId hold, Decision.Hold why, Settlement settlement) {
        return switch (settlement) {
            case Settlement.Released() -> throw new IllegalArgumentException("it was released");
            case Settlement.Refused(var approver, var reason) ->
                    Refusal.of(
                            command.id(),
                            RefusalCode.HOLD_REFUSED,
                            "%s refused hold %s: %s".formatted(approver, hold, reason));
            case Settlement.Expired() ->
                    freed(
                            command,
                            Refusal.of(
                                    command.id(),
                                    RefusalCode.HOLD_EXPIRED,
                                    "hold %s expired before enough people decided"
                                            .formatted(hold)));
            case Settlement.WaitedEnough(var ticket) ->
                    freed(command, waitedEnough(command, why, ticket));
            case Settlement.Withdrawn(var reason) ->
                    Refusal.of(command.id(), RefusalCode.HOLD_WITHDRAWN, reason);
            case Settlement.Abandoned(var code, var reason) ->
                    Refusal.of(command.id(), code, reason);
        };
    }

    private static Refusal waitedEnough(Command command, Decision.Hold why, Ticket ticket) {
        return why.terms().mode() == HoldMode.TICKET
                ? Refusal.of(command.id(), why, ticket)
                : Refusal.of(
                        command.id(),
                        RefusalCode.HOLD_WITHDRAWN,
                        ("nobody decided on hold %s while an open transaction may wait;"
                                        + " it is withdrawn and the transaction rolled back")
                                .formatted(ticket.hold()));
    }

    /** Whoever waits for the locks of this transaction has waited long enough, too. */
    private static Refusal freed(Command command, Refusal refusal) {
        return command.inTransaction() ? refusal.rollingBack() : refusal;
    }
}
