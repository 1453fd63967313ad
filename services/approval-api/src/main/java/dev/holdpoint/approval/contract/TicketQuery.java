package dev.holdpoint.approval.contract;

import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import org.jspecify.annotations.Nullable;

/**
 * Is there a released ticket for this command, to be taken once?
 *
 * @param onBehalfOf whom the requester acts for; null if for nobody
 * @param digest of what would now be forwarded
 * @param edge who asks
 */
public record TicketQuery(
        PrincipalId requester,
        @Nullable PrincipalId onBehalfOf,
        TargetName target,
        Digest digest,
        SessionId session,
        CommandId command,
        String edge) {
    public TicketQuery {
        if (edge.isBlank()) {
            throw new IllegalArgumentException("an edge says who it is");
        }
    }
}
