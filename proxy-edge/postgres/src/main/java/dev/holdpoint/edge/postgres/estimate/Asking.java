package dev.holdpoint.edge.postgres.estimate;

/** Whether a target is asked how it would run a statement. */
public sealed interface Asking permits Question, Asking.NotAsked {
    /**
     * It is not.
     *
     * @param reason a clause that says why, for whoever decides without
     */
    record NotAsked(String reason) implements Asking {}
}
