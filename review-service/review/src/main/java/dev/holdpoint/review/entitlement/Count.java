package dev.holdpoint.review.entitlement;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;

/** What one decision adds. A held command is decided once more at release, but counts once. */
record Count(long decided, long allowed, long denied, long held) {
    static Count of(CommandDecided decided) {
        long first = decided.approval() == null ? 1 : 0;
        return switch (decided.decision()) {
            case Decision.Allow _ -> new Count(first, 1, 0, 0);
            case Decision.Deny _ -> new Count(first, 0, 1, 0);
            case Decision.Hold _ -> new Count(first, 0, 0, 1);
        };
    }
}
