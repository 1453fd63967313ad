package dev.holdpoint.edge.hold;

import dev.holdpoint.events.RefusalCode;

/** How a wait ended. */
public sealed interface Settlement {
    /** Enough people approved. */
    record Released() implements Settlement {}

    /** Somebody said no. */
    record Refused(String approver, String reason) implements Settlement {}

    /** Nobody decided in time. */
    record Expired() implements Settlement {}

    /** Nobody decided while the client may be kept waiting; the hold itself would last on. */
    record WaitedEnough(Ticket ticket) implements Settlement {}

    /** Approval-service withdrew the hold, for example because of a limit. */
    record Withdrawn(String reason) implements Settlement {}

    /** The client cancelled or went away. */
    record Abandoned(RefusalCode code, String reason) implements Settlement {}
}
