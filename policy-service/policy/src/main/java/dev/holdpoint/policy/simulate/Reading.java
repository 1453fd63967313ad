package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;

/** Whoever a window of the log is read for, record by record. */
public interface Reading {
    void accept(LoggedEvent logged);

    /** How many commands it was about so far. */
    long commands();

    /** How many of them would be answered otherwise. */
    default long changed() {
        return 0;
    }
}
