package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody vouches for of each target's code, as policy says now. What was said before the
 * last change of policy counts for nothing; of a target nobody has told of, nothing is vouched for.
 */
public final class Vouching {
    private final Map<TargetName, List<VouchedFunction>> targets = new HashMap<>();
    private long generation;

    /** The very same list until it changes. */
    public synchronized List<VouchedFunction> of(TargetName target) {
        return targets.getOrDefault(target, List.of());
    }

    /**
     * What policy says of a target.
     *
     * @param of number of the generation of policy in which it says so
     */
    public synchronized void told(TargetName target, long of, List<VouchedFunction> functions) {
        if (of >= generation && !of(target).equals(functions)) {
            targets.put(target, List.copyOf(functions));
        }
    }

    /** Policy has changed, and is asked anew about some targets. */
    public synchronized void changed(long to, Set<TargetName> asked) {
        generation = to;
        targets.keySet().retainAll(asked);
    }

    /** Policy does not say. */
    public synchronized void forget(TargetName target) {
        targets.remove(target);
    }
}
