package dev.holdpoint.edge.session;

/** What of a target a session may have streamed to it. */
public enum Replication {
    /** Nothing: it runs statements. */
    NONE,
    /** Its log and files as they are, of all databases; it runs no statements. */
    PHYSICAL,
    /** Changes of one database, decoded; it runs statements, too. */
    LOGICAL;

    /** Whether it is asked for. */
    public boolean isAsked() {
        return this != NONE;
    }
}
