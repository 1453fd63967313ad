package dev.holdpoint.policy.passage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a window: events of a moment are in one slice. What was before the window is in its
 * first one, what came behind it in its last.
 */
public record Slice(Instant from, Instant to, boolean isFirst, boolean isLast) {
    private static final int MOST = 100;

    /** All of a window. */
    public static Slice whole(Instant from, Instant to) {
        return new Slice(from, to, true, true);
    }

    /** Slices of the same length, as many as bounds ask for of a window with so many records. */
    static List<Slice> of(Instant from, Instant to, long records, Bounds bounds) {
        var length = Duration.between(from, to);
        long most = Math.min(MOST, length.dividedBy(bounds.narrowest()));
        long count = Math.max(1, Math.min(most, (records - 1) / bounds.together() + 1));
        var slices = new ArrayList<Slice>();
        var begin = from;
        for (long i = 1; i <= count; i++) {
            boolean isLast = i == count;
            var end = isLast ? to : end(from, length.multipliedBy(i).dividedBy(count));
            slices.add(new Slice(begin, end, i == 1, isLast));
            begin = end;
        }
        return List.copyOf(slices);
    }

    private static Instant end(Instant from, Duration length) {
        return from.plus(length).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether events of that moment are in it. */
    public boolean has(Instant moment) {
        return (isFirst || !moment.isBefore(from)) && (isLast || moment.isBefore(to));
    }
}
