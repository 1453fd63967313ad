package dev.holdpoint.sql;

import java.util.Set;

/**
 * What the values of one output column are made from.
 *
 * @param origins every column whose value can show in it, unless {@code unknown}
 * @param intact whether a value of an origin passes unchanged, not through an expression
 * @param unknown whether there may be further origins
 */
public record Source(Set<Origin> origins, boolean intact, boolean unknown) {
    /** Anything could be in it. */
    public static final Source UNKNOWN = new Source(Set.of(), false, true);

    /** Nothing of any relation is in it. */
    public static final Source NONE = new Source(Set.of(), false, false);

    public Source {
        origins = Set.copyOf(origins);
    }
}
