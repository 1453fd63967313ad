package dev.holdpoint.approval.quality;

import java.time.Duration;
import java.time.Instant;

/**
 * A time whose holds are counted: those placed from one moment to before another.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
public record Window(Instant from, Instant to) {
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    /** How many days long, a part of a day counted as such; at least one. */
    double days() {
        return Math.max(1, Duration.between(from, to).toSeconds() / SECONDS_A_DAY);
    }
}
