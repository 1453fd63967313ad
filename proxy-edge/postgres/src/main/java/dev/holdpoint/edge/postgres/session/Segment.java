package dev.holdpoint.edge.postgres.session;

/** What the client has sent since its last Sync, as far as its meaning depends on it. */
final class Segment {
    private boolean skipping;
    private boolean executed;

    /** After an error every message but Sync is skipped, whatever protocol it belongs to. */
    boolean isSkipping() {
        return skipping;
    }

    void skip() {
        skipping = true;
    }

    /** Whether Execute may have begun a transaction that only Sync ends. */
    boolean hasExecuted() {
        return executed;
    }

    void executed() {
        executed = true;
    }

    void synced() {
        skipping = false;
        executed = false;
    }

    /** A Query ended whatever transaction Execute had begun without Sync. */
    void queried() {
        executed = false;
    }
}
