package dev.holdpoint.benchmarks.lab;

import java.util.stream.DoubleStream;

/** Samples of one kind, by size. */
public final class Distribution {
    private final double[] sorted;

    private Distribution(double[] sorted) {
        this.sorted = sorted;
    }

    /** Takes all samples, in any order. */
    public static Distribution of(DoubleStream samples) {
        return new Distribution(samples.sorted().toArray());
    }

    /**
     * The least sample that at least the given part of all does not exceed; NaN if there is none.
     */
    public double at(double part) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
