package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.match.Effort;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Time one decision may take; whoever overdraws it is denied. */
public final class Budget implements Effort {
    /** That of a command's decision. */
    public static final Duration OF_A_DECISION = Duration.ofMillis(200);

    private static final int STEPS_BETWEEN_LOOKS = 1_000;

    private final LongSupplier nanoTime;
    private final long deadline;
    private int steps;
    private boolean isOverdrawn;

    public Budget(LongSupplier nanoTime, Duration limit) {
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + limit.toNanos();
    }

    /** A budget of its own out of what is left of this one; empty if less is left. */
    public Optional<Budget> part(Duration limit) {
        var part = new Budget(nanoTime, limit);
        return part.deadline - deadline > 0 ? Optional.empty() : Optional.of(part);
    }

    @Override
    public void spend(int more) {
        steps += more;
        if (isOverdrawn || steps >= STEPS_BETWEEN_LOOKS) {
            steps = 0;
            check();
        }
    }

    void check() {
        if (isOverdrawn || nanoTime.getAsLong() - deadline > 0) {
            isOverdrawn = true;
            throw new Overdrawn();
        }
    }

    /** The budget is used up: whatever else is tried with it ends at its first step. */
    static final class Overdrawn extends RuntimeException {
        private Overdrawn() {
            super("the decision took too long", null, false, false);
        }
    }
}
