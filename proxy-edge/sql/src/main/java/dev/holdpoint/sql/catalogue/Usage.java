package dev.holdpoint.sql.catalogue;

/** What a statement does with a relation, as far as that decides what else happens. */
public enum Usage {
    READ,
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE,
    /** With everything that refers to it. */
    TRUNCATE_CASCADE,
    /** May evaluate everything that is stored with it: expressions of columns and indexes. */
    REBUILD,
    /** Only what is known of it changes, or it is locked. */
    DEFINE
}
