package dev.holdpoint.edge.app.policy;

import java.time.Duration;

/**
 * The latest generation of what decides. Who tells of an older one has not reached it yet; if for
 * long nobody tells of anything else, it is lost: the store of policy-service was restored from a
 * backup. Not safe for several threads.
 */
final class Latest {
    /** Longer than an instance that cannot read its store goes on deciding, unless told to. */
    static final Duration LOST_AFTER = Duration.ofMinutes(20);

    private long number;
    private boolean overtaken;
    private long overtakenSince;
    private int losses;

    /** Somebody tells of a generation at a moment of a clock that goes on steadily. */
    void told(long generation, long nanos) {
        if (generation >= number) {
            number = generation;
            overtaken = false;
        } else if (!overtaken) {
            overtaken = true;
            overtakenSince = nanos;
            losses++;
        } else if (nanos - overtakenSince > LOST_AFTER.toNanos()) {
            number = generation;
            overtaken = false;
            losses++;
        }
    }

    /** Its number. */
    long number() {
        return number;
    }

    /** How often the latest one was or may be lost: numbers from before may mean something else. */
    int losses() {
        return losses;
    }
}
