package dev.holdpoint.edge.command;

import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HoldClaims;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Answers every claim alike and remembers them. */
final class ScriptedClaims implements HoldClaims {
    final List<HoldId> claimed = new ArrayList<>();
    final List<Digest> asked = new ArrayList<>();
    Claim claim = new Claim.Claimed(Samples.terms(false));
    TicketClaim ticket = new TicketClaim.None();

    @Override
    public Future<Claim> claim(HoldId hold, SessionId session, CommandId command, Digest digest) {
        claimed.add(hold);
        return Future.succeededFuture(claim);
    }

    @Override
    public Future<TicketClaim> claimTicket(
            SessionAttributes session, CommandId command, Digest digest) {
        asked.add(digest);
        return Future.succeededFuture(ticket);
    }
}
