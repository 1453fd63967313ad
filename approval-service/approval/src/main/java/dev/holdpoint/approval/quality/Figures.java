package dev.holdpoint.approval.quality;

import org.jspecify.annotations.Nullable;

/**
 * What is counted of some holds.
 *
 * @param holds how many were placed
 * @param open how many of them still wait; those after it tell how the others ended
 * @param broken how many one person released alone
 * @param toReview how many of those nobody has judged
 * @param turnedAway how many nobody was asked about, as too many waited already
 * @param holdsPerDay how many were placed a day
 * @param secondsToDecision from being asked to the decision; null if none was taken
 * @param approvals those that stand
 * @param quickApprovals those of them given within five seconds of being asked
 * @param quickShare their share; null if there are no approvals
 * @param judgedBad how many of the released ones were last judged bad
 * @param judgedGood how many good; nothing was said of the others
 */
public record Figures(
        long holds,
        long open,
        long released,
        long broken,
        long toReview,
        long refused,
        long expired,
        long withdrawn,
        long turnedAway,
        double holdsPerDay,
        @Nullable Spread secondsToDecision,
        long approvals,
        long quickApprovals,
        @Nullable Double quickShare,
        long judgedBad,
        long judgedGood) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, 0, null, 0, 0);

    /** Half took at most {@code p50}, nine of ten at most {@code p90}, all at most {@code max}. */
    public record Spread(double p50, double p90, double max) {}
}
