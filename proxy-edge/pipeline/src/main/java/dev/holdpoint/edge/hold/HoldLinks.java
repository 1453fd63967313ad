package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;

/** Where people see a hold and decide on it. */
@FunctionalInterface
public interface HoldLinks {
    String of(HoldId hold);
}
