package dev.holdpoint.policy.passage;

import java.time.Duration;

/**
 * How much of the log is read for one caller.
 *
 * @param limit time for all that is done for them
 * @param together about so many records are read before what came of them is kept
 * @param narrowest a slice of the window that they may be from: each is read with a minute of the
 *     log to either side
 */
public record Bounds(Duration limit, long together, Duration narrowest) {
    private static final long TOGETHER = 250_000;
    private static final Duration NARROWEST = Duration.ofMinutes(10);

    public Bounds {
        if (!limit.isPositive() || together < 1 || !narrowest.isPositive()) {
            throw new IllegalArgumentException("bounds of reading the log must be positive");
        }
    }

    /** The usual ones with that limit. */
    public static Bounds within(Duration limit) {
        return new Bounds(limit, TOGETHER, NARROWEST);
    }
}
