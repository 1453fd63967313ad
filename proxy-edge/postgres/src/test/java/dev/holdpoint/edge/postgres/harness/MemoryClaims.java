package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HoldClaims;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Grants every claim of a waiting command, and each ticket once. */
public final class MemoryClaims implements HoldClaims {
    private static final HoldTerms WAITING = EffectPolicy.waiting(900, new InTransaction.Deny());

    private final List<Digest> claimed = new CopyOnWriteArrayList<>();
    private final Map<Digest, HoldId> asked = new ConcurrentHashMap<>();
    private final Map<Digest, HoldId> released = new ConcurrentHashMap<>();
    private volatile HoldTerms terms = WAITING;

    /** The digests of waiting commands that were claimed. */
    public List<Digest> claimed() {
        return claimed;
    }

    /** Somebody asked people about a command of this digest. */
    public void asked(Digest digest, HoldId hold) {
        asked.put(digest, hold);
    }

    /** People released it. */
    public void release(Digest digest, HoldId hold, HoldTerms under) {
        asked.remove(digest);
        terms = under;
        released.put(digest, hold);
    }

    public void forget() {
        claimed.clear();
        asked.clear();
        released.clear();
        terms = WAITING;
    }

    @Override
    public Future<Claim> claim(HoldId hold, SessionId session, CommandId command, Digest digest) {
        claimed.add(digest);
        return Future.succeededFuture(new Claim.Claimed(terms));
    }

    @Override
    public Future<TicketClaim> claimTicket(
            SessionAttributes session, CommandId command, Digest digest) {
        var hold = released.remove(digest);
        if (hold != null) {
            return Future.succeededFuture(new TicketClaim.Claimed(hold, terms));
        }
        var waiting = asked.get(digest);
        return Future.succeededFuture(
                waiting == null
                        ? new TicketClaim.None()
                        : new TicketClaim.Open(
                                new Ticket(
                                        waiting,
                                        Instant.now().plusSeconds(900),
                                        900,
                                        "http://holds/")));
    }
}
