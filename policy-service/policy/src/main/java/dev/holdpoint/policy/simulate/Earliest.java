package dev.holdpoint.policy.simulate;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A count, and the least few of what was counted, in whatever order it came. */
final class Earliest<T> {
    private static final int KEPT = 5;

    private final TreeSet<T> kept;
    private long count;

    Earliest(Comparator<T> order) {
        this.kept = new TreeSet<>(order);
    }

    void add(T one) {
        count++;
        kept.add(one);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    long count() {
        return count;
    }

    List<T> examples() {
        return List.copyOf(kept);
    }
}
