package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketAnswer.None;
import dev.holdpoint.approval.contract.TicketAnswer.Open;
import dev.holdpoint.approval.contract.TicketAnswer.Taken;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.inbox.Tickets.Candidate;
import io.vertx.core.Future;
import java.util.List;

/**
 * Takes tickets. The hold's own stream decides, so of any number of takers one gets it; the others
 * are answered as if it had not been there.
 */
public final class TicketDesk {
    private final ClaimDesk claims;
    private final Tickets tickets;

    public TicketDesk(ClaimDesk claims, Tickets tickets) {
        this.claims = claims;
        this.tickets = tickets;
    }

    /** Takes the oldest released ticket, or says which one people are still asked about. */
    public Future<TicketAnswer> claimTicket(TicketQuery query) {
        return tickets.of(query).compose(candidates -> claimTicket(query, candidates, new None()));
    }

    private Future<TicketAnswer> claimTicket(
            TicketQuery query, List<Candidate> candidates, TicketAnswer otherwise) {
        if (candidates.isEmpty()) {
            return Future.succeededFuture(otherwise);
        }
        var candidate = candidates.getFirst();
        var rest = candidates.subList(1, candidates.size());
        return claimTicket(query, candidate)
                .compose(
                        answer ->
                                switch (answer) {
                                    case Taken taken -> tickets.remove(candidate.hold()).map(taken);
                                    case Open open -> claimTicket(query, rest, open);
                                    case None() -> claimTicket(query, rest, otherwise);
                                });
    }

    private Future<TicketAnswer> claimTicket(TicketQuery query, Candidate candidate) {
        return claims.claim(candidate.hold(), query)
                .<TicketAnswer>map(
                        decided ->
                                new Taken(
                                        candidate.hold(),
                                        ((Placed) decided.state()).ballot().placed().terms()))
                .recover(failure -> notTaken(candidate, failure));
    }

    private Future<TicketAnswer> notTaken(Candidate candidate, Throwable failure) {
        return switch (failure) {
            case NotReleased _ ->
                    Future.succeededFuture(
                            new Open(
                                    candidate.hold(),
                                    candidate.expiresAt(),
                                    candidate.windowSeconds()));
            case HoldIsOver _ -> tickets.remove(candidate.hold()).map(new None());
            case ActionRefused _ -> Future.succeededFuture(new None());
            default -> Future.failedFuture(failure);
        };
    }
}
