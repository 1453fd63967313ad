package dev.holdpoint.sql;

import java.util.HashSet;
import java.util.Set;

/**
 * What running a text may do to what names mean in its session from then on.
 *
 * @param path whether it may set another search path
 * @param temporary names it may give to temporary relations
 * @param code whether it changes code, or ties relations together, so that a snapshot from before
 *     does not tell what later statements set off
 * @param missing whether it names a relation that the snapshot does not have
 */
public record NameChange(boolean path, Set<String> temporary, boolean code, boolean missing) {
    /** Of a text that changes nothing. */
    public static final NameChange NONE = new NameChange(false, Set.of(), false, false);

    public NameChange {
        temporary = Set.copyOf(temporary);
    }

    /** Of running both. */
    public NameChange and(NameChange other) {
        if (equals(NONE) || other.equals(NONE)) {
            return equals(NONE) ? other : this;
        }
        var both = new HashSet<>(temporary);
        both.addAll(other.temporary);
        return new NameChange(
                path || other.path, both, code || other.code, missing || other.missing);
    }
}
