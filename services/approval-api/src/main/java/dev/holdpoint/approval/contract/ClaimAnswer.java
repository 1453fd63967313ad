package dev.holdpoint.approval.contract;

import dev.holdpoint.events.HoldTerms;

/** Whether a hold was taken. */
public sealed interface ClaimAnswer {
    /** It was, under these terms; nobody else gets it. */
    record Taken(HoldTerms terms) implements ClaimAnswer {}

    /** It was not: do not forward. */
    record NotTaken(String reason) implements ClaimAnswer {}
}
