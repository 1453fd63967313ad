package dev.holdpoint.edge.app.lease;

import dev.holdpoint.eventlog.LogPartition;
import java.util.Map;

/**
 * An edge's row in the table of leases.
 *
 * @param lowWater offsets at or after which every session that was open then begins
 */
record Lease(String edge, String incarnation, Map<LogPartition, Long> lowWater) {
    Lease {
        lowWater = Map.copyOf(lowWater);
    }

    /** As sessions name their owner. */
    String owner() {
        return edge + "/" + incarnation;
    }
}
