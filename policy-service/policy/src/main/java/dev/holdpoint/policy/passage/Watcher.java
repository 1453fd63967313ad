package dev.holdpoint.policy.passage;

/** Who waits for a simulation. */
public interface Watcher {
    /** Says nothing and waits to the end. */
    Watcher PATIENT =
            new Watcher() {
                @Override
                public void see(Progress progress) {}

                @Override
                public boolean hasLeft() {
                    return false;
                }
            };

    void see(Progress progress);

    /** Whether nobody waits any more. */
    boolean hasLeft();
}
