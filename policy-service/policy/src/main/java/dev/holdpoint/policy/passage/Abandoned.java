package dev.holdpoint.policy.passage;

import java.time.Duration;

/** Work on the log that was not carried to its end. */
public final class Abandoned extends RuntimeException {
    private final boolean outOfTime;

    private Abandoned(String why, boolean outOfTime) {
        super(why);
        this.outOfTime = outOfTime;
    }

    static Abandoned because(String why) {
        return new Abandoned(why, false);
    }

    static Abandoned after(Duration limit) {
        return new Abandoned(
                "It took longer than %d seconds: ask for a shorter window."
                        .formatted(limit.toSeconds()),
                true);
    }

    /** Whether it only took too long. */
    boolean isOutOfTime() {
        return outOfTime;
    }
}
