package dev.holdpoint.edge.app;

/**
 * Names one run of one edge; what it owns in the log is owned by this name.
 *
 * @param id stays over restarts; no two running edges share one
 * @param incarnation this run
 */
public record EdgeName(String id, String incarnation) {
    /** As in events: {@code <id>/<incarnation>}. */
    @Override
    public String toString() {
        return id + "/" + incarnation;
    }
}
