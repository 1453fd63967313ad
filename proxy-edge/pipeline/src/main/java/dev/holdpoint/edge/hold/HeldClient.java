package dev.holdpoint.edge.hold;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import java.time.Instant;

/** The client of a held command, told in its own channel. */
@FunctionalInterface
public interface HeldClient {
    /**
     * Called when the hold begins and every few seconds while it lasts.
     *
     * @param expiresAt when the wait ends by itself
     */
    void told(HoldId hold, Decision.Hold why, Instant expiresAt);
}
