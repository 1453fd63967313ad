package dev.holdpoint.sql.lineage;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the values of one output column are made from.
 *
 * @param origins every column whose value can show in it, unless {@code unknown}
 * @param intact whether a value of an origin passes unchanged, not through an expression
 * @param unknown whether there may be further origins
 */
public record Source(Set<Origin> origins, boolean intact, boolean unknown) {
    private static final long COLUMN = 64;
    private static final long ORIGIN = 32;

    /** Anything could be in it. */
    public static final Source UNKNOWN = new Source(Set.of(), false, true);

    /** Nothing of any relation is in it, as in a constant. */
    public static final Source NONE = new Source(Set.of(), true, false);

    public Source {
        Effort.spend(origins.size());
        origins = Set.copyOf(origins);
    }

    /** Of a value that is this one or the other. */
    Source or(Source other) {
        if (other.origins.isEmpty() && other.intact && !other.unknown) {
            return this;
        }
        return new Source(
                union(origins, other.origins), intact && other.intact, unknown || other.unknown);
    }

    /**
     * Of a value that is this one or the other, where a client could put its own beside: then it is
     * not intact, or whoever masks it would mask the client's guesses alike.
     */
    Source mixed(Source other) {
        return origins.equals(other.origins) ? or(other) : or(other).derived();
    }

    /** Of a value made from all of these. */
    static Source ofAll(Collection<Source> parts) {
        var origins = new HashSet<Origin>();
        boolean unknown = false;
        for (var part : parts) {
            Effort.spend(part.origins.size());
            origins.addAll(part.origins);
            unknown |= part.unknown;
        }
        return new Source(origins, false, unknown);
    }

    long weight() {
        return COLUMN + ORIGIN * origins.size();
    }

    /** Of a value made from this one. */
    Source derived() {
        return intact ? new Source(origins, false, unknown) : this;
    }

    boolean isNothing() {
        return origins.isEmpty() && !unknown;
    }

    private static Set<Origin> union(Set<Origin> one, Set<Origin> other) {
        if (one.containsAll(other)) {
            return one;
        }
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
