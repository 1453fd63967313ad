package dev.holdpoint.events;

/** What became of a forwarded command; exactly one per intent. */
public enum Outcome {
    OK,
    ERROR,
    CANCELLED,
    /** The intent is in the log but no byte left for the target. */
    NOT_SENT,
    /** The edge or the target connection died in between: nobody can know. */
    UNKNOWN
}
