package dev.holdpoint.approval.contract;

import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import java.time.Instant;

/** Whether there was a ticket. */
public sealed interface TicketAnswer {
    /** There was, and it was taken under these terms; nobody else gets it. */
    record Taken(HoldId hold, HoldTerms terms) implements TicketAnswer {}

    /** People are still asked, until {@code expiresAt}. */
    record Open(HoldId hold, Instant expiresAt, long windowSeconds) implements TicketAnswer {}

    /** There is none. */
    record None() implements TicketAnswer {}
}
