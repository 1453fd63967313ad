package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;

/** Where people see a hold and decide on it. */
@FunctionalInterface
public interface HoldLinks {
    /** A URL for people, with the hold's id in it. */
    String of(HoldId hold);
}
