package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;

/** The answer to whether a released ticket lets a command run. */
public sealed interface TicketClaim {
    /** One does, this once. */
    record Claimed(HoldId hold, HoldTerms terms) implements TicketClaim {}

    /** People are still asked about this very command. */
    record Open(Ticket ticket) implements TicketClaim {}

    /** There is none, or it is not certain that there is. */
    record None() implements TicketClaim {}
}
