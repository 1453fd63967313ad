package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldTerms;

/** The answer to an attempt to take a released hold. */
public sealed interface Claim {
    /** It is yours, this once. */
    record Claimed(HoldTerms terms) implements Claim {}

    /** It is not; do not forward. */
    record NotClaimed(String reason) implements Claim {}
}
