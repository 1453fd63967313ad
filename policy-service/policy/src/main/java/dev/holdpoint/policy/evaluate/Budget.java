package dev.holdpoint.policy.evaluate;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time one decision may take; whoever overdraws it is denied. */
public final class Budget {
    private final LongSupplier nanoTime;
    private final long deadline;

    public Budget(LongSupplier nanoTime, Duration limit) {
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + limit.toNanos();
    }

    void check() {
        if (nanoTime.getAsLong() - deadline > 0) {
            throw new Overdrawn();
        }
    }

    /** The budget is used up. */
    static final class Overdrawn extends RuntimeException {
        private Overdrawn() {
            super("the decision took too long");
        }
    }
}
