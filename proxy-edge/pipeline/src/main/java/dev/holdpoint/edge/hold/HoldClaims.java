package dev.holdpoint.edge.hold;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;

/** Takes released holds. Never fails and never tries twice: what is unclear is not claimed. */
public interface HoldClaims {
    /** Takes the hold this very command waited under. */
    Future<Claim> claim(HoldId hold, SessionId session, CommandId command, Digest digest);

    /** Takes a ticket of the session's principal on its target for a command of this digest. */
    Future<TicketClaim> claimTicket(SessionAttributes session, CommandId command, Digest digest);
}
