package dev.holdpoint.events;

/** A kind of consequence a command can have on its target. */
public enum Effect {
    READ,
    WRITE,
    DDL,
    PRIVILEGE,
    SESSION,
    ADMIN,
    FILE,
    PROGRAM,
    NETWORK,
    /** Streams what the target writes, or all of its files. */
    REPLICATION,
    /** Could not be resolved; matches no allow. */
    UNKNOWN
}
