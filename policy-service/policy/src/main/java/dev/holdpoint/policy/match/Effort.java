package dev.holdpoint.policy.match;

/** Is told what matching costs, and may end it by throwing. */
@FunctionalInterface
public interface Effort {
    /**
     * Counts what was done.
     *
     * @param steps each about as much as comparing two short names
     */
    void spend(int steps);
}
