package dev.holdpoint.policy.simulate;

import dev.holdpoint.policy.evaluate.Rulebook;

/** What is tried on the past instead of what was in force. */
public interface Drafted {
    /** Whether it needs to know what was in force to decide anything. */
    boolean isPartial();

    /** What would have decided had this been published when {@code inForce} decided. */
    Rulebook over(Rulebook inForce);
}
