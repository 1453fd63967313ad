package dev.holdpoint.policy.propose;

/** No command was allowed in the window: there is nothing to propose from. */
public final class NothingUsed extends RuntimeException {
    NothingUsed() {
        super("No command that was allowed is on record in that window: ask for a longer one.");
    }
}
