package dev.holdpoint.approval.contract;

import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.SessionId;

/**
 * May this released hold be taken, once?
 *
 * @param digest of what would now be forwarded
 * @param edge who asks
 */
public record ClaimQuery(
        HoldId hold, SessionId session, CommandId command, Digest digest, String edge) {
    public ClaimQuery {
        if (edge.isBlank()) {
            throw new IllegalArgumentException("an edge says who it is");
        }
    }
}
