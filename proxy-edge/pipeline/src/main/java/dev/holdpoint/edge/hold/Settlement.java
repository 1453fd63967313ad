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

    /** Approval-service withdrew the hold. */
    record Withdrawn(String reason) implements Settlement {}

    /** It ended for a reason that has a code of its own: the client went away, a limit. */
    record Abandoned(RefusalCode code, String reason) implements Settlement {}
}
