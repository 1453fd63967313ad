package dev.holdpoint.approval.webhook;

import java.time.Duration;

/**
 * How long to wait after an attempt that failed: twice as long as before, up to two hours, each a
 * fifth longer or shorter by chance, so that what failed together is not tried together.
 *
 * @param first the wait after the first attempt
 */
record RetrySchedule(Duration first) {
    static final Duration LONGEST = Duration.ofHours(2);

    private static final int DOUBLINGS = 20;

    /**
     * The wait.
     *
     * @param failed how many attempts have failed, the last one included
     * @param chance 0 to 1
     */
    Duration after(int failed, double chance) {
        long doubled = first.toMillis() << Math.min(Math.max(failed - 1, 0), DOUBLINGS);
        long wait = Math.min(doubled, Math.max(first.toMillis(), LONGEST.toMillis()));
        return Duration.ofMillis(Math.round(wait * (0.8 + 0.4 * chance)));
    }
}
