package dev.holdpoint.sql.effect;

/** Whether rows are changed that no statement's command tag counts. */
final class Uncounted {
    private int changes;
    private boolean any;

    /** An INSERT, UPDATE, DELETE or MERGE stands somewhere in a statement. */
    void change() {
        changes++;
    }

    /**
     * A statement is over.
     *
     * @param counts whether it is itself such a change, whose tag counts
     */
    void over(boolean counts) {
        any |= changes > (counts ? 1 : 0);
        changes = 0;
    }

    /** Something else changes rows, if {@code really}. */
    void also(boolean really) {
        any |= really;
    }

    boolean any() {
        return any;
    }
}
