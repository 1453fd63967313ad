package dev.holdpoint.edge.hold;

/** How a wait ended. */
public sealed interface Settlement {
    /** Enough people approved. */
    record Released() implements Settlement {}

    /** Somebody said no. */
    record Refused(String approver, String reason) implements Settlement {}

    /** Nobody decided in time. */
    record Expired() implements Settlement {}

    /** The hold was withdrawn, by the client's doing or a limit. */
    record Withdrawn(String reason) implements Settlement {}
}
