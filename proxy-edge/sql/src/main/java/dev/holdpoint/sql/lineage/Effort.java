package dev.holdpoint.sql.lineage;

import java.util.function.Supplier;

/**
 * What following one text's columns may cost. A short text can stand for more columns than fit in
 * memory: each query of a WITH that selects everything twice from the one before doubles them.
 */
public final class Effort {
    private static final ScopedValue<Effort> CURRENT = ScopedValue.newInstance();

    private int left;

    private Effort(int most) {
        left = most;
    }

    /**
     * Does some work that may look at {@code most} columns and their origins.
     *
     * @throws Exhausted if that is not enough, or the thread is interrupted
     */
    public static <T> T within(int most, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new Effort(most)).call(work::get);
    }

    /** Takes note of columns or origins about to be looked at. */
    static void spend(int count) {
        if (count > 0 && CURRENT.isBound()) {
            CURRENT.get().take(count);
        }
    }

    private void take(int count) {
        left -= count;
        if (left < 0 || Thread.currentThread().isInterrupted()) {
            throw new Exhausted(left >= 0);
        }
    }

    /** The work takes more than it may. */
    public static final class Exhausted extends RuntimeException {
        private final boolean interrupted;

        private Exhausted(boolean interrupted) {
            super("more columns than can be followed", null, false, false);
            this.interrupted = interrupted;
        }

        /** Whether it was time that ran out, so that another try could end otherwise. */
        public boolean wasInterrupted() {
            return interrupted;
        }
    }
}
