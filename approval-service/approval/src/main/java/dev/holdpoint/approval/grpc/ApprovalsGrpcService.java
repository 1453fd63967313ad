package dev.holdpoint.approval.grpc;

import dev.holdpoint.approval.contract.ClaimAnswer;
import dev.holdpoint.approval.contract.ClaimAnswer.NotTaken;
import dev.holdpoint.approval.contract.ClaimAnswer.Taken;
import dev.holdpoint.approval.contract.ClaimMessages;
import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.contract.MalformedClaim;
import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketMessages;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.inbox.ClaimDesk;
import dev.holdpoint.approval.inbox.TicketDesk;
import dev.holdpoint.approval.proto.Approvals;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.approval.proto.ClaimTicketRequest;
import dev.holdpoint.approval.proto.ClaimTicketResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Answers the edges. Never fails: whatever goes wrong here is not claimed. */
@GrpcService
public final class ApprovalsGrpcService implements Approvals {
    private static final Logger LOG = Logger.getLogger(ApprovalsGrpcService.class);

    private final ClaimDesk claims;
    private final TicketDesk tickets;

    public ApprovalsGrpcService(ClaimDesk claims, TicketDesk tickets) {
        this.claims = claims;
        this.tickets = tickets;
    }

    @Override
    public Uni<ClaimResponse> claim(ClaimRequest request) {
        return Uni.createFrom()
                .deferred(() -> claim(ClaimMessages.query(request)))
                .onFailure()
                .recoverWithItem(ApprovalsGrpcService::notTaken)
                .map(ClaimMessages::message);
    }

    @Override
    public Uni<ClaimTicketResponse> claimTicket(ClaimTicketRequest request) {
        return Uni.createFrom()
                .deferred(() -> claimTicket(TicketMessages.query(request)))
                .onFailure()
                .recoverWithItem(ApprovalsGrpcService::noTicket)
                .map(TicketMessages::message);
    }

    private Uni<TicketAnswer> claimTicket(TicketQuery query) {
        return Uni.createFrom()
                .completionStage(() -> tickets.claimTicket(query).toCompletionStage());
    }

    private static TicketAnswer noTicket(Throwable failure) {
        LOG.error("A ticket was asked for in vain", failure);
        return new TicketAnswer.None();
    }

    private Uni<ClaimAnswer> claim(ClaimQuery query) {
        return Uni.createFrom()
                .completionStage(() -> claims.claim(query).toCompletionStage())
                .map(decided -> answer(decided.state()));
    }

    private static ClaimAnswer answer(HoldState state) {
        return state instanceof Claimed claimed
                ? new Taken(claimed.ballot().placed().terms())
                : new NotTaken("The hold is not released.");
    }

    private static ClaimAnswer notTaken(Throwable failure) {
        return switch (failure) {
            case ActionRefused refused -> new NotTaken(refused.reason());
            case MalformedClaim malformed -> new NotTaken(String.valueOf(malformed.getMessage()));
            default -> {
                LOG.error("A claim failed and is not granted", failure);
                yield new NotTaken("The approval service could not record the claim.");
            }
        };
    }
}
