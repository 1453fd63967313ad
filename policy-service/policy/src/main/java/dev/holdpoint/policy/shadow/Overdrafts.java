package dev.holdpoint.policy.shadow;

import dev.holdpoint.events.RevisionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a revision that is tried had no answer in time of late.
 *
 * @param revision null if none is tried
 * @param since when the counting began
 * @param stopped when it had none too often, and was asked no more; null if it is asked
 */
record Overdrafts(
        @Nullable RevisionId revision, int count, Instant since, @Nullable Instant stopped) {
    /** As many within {@link #WITHIN} end the asking. */
    static final int MOST = 20;

    static final Duration WITHIN = Duration.ofMinutes(1);
    static final Overdrafts NONE = new Overdrafts(null, 0, Instant.EPOCH, null);

    /** These, if they are of that revision, else none of it. */
    Overdrafts of(RevisionId tried) {
        return tried.equals(revision) ? this : new Overdrafts(tried, 0, Instant.EPOCH, null);
    }

    Overdrafts another(Instant now) {
        if (stopped != null) {
            return this;
        }
        boolean old = now.isAfter(since.plus(WITHIN));
        int counted = old ? 1 : count + 1;
        return new Overdrafts(revision, counted, old ? now : since, counted < MOST ? null : now);
    }
}
