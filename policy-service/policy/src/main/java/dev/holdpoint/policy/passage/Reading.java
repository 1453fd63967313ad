package dev.holdpoint.policy.passage;

import dev.holdpoint.eventlog.LoggedEvent;

/**
 * Whoever a window of the log is read for, record by record.
 *
 * @param <T> what a record says
 */
public interface Reading<T> {
    /** What a record says by itself; on any thread, several at a time and in any order. */
    T read(LoggedEvent logged);

    /** Takes what a record says; one at a time, in the log's order. */
    void take(T said);

    /** How many commands it was about so far. */
    long commands();

    /** How many of them would be answered otherwise. */
    default long changed() {
        return 0;
    }
}
