package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;
import java.time.Instant;

/**
 * What a client gets instead of waiting: once the hold is released the same command may be run.
 *
 * @param expiresAt when the hold ends undecided
 * @param windowSeconds how long after its release the command may be run
 * @param url where approvers see the hold
 */
public record Ticket(HoldId hold, Instant expiresAt, long windowSeconds, String url) {}
