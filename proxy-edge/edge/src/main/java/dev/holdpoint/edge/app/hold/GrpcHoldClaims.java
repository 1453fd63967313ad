package dev.holdpoint.edge.app.hold;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketMessages;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.approval.proto.ClaimTicketResponse;
import dev.holdpoint.approval.proto.MutinyApprovalsGrpc;
import dev.holdpoint.approval.proto.MutinyApprovalsGrpc.MutinyApprovalsStub;
import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.app.policy.Unanswered;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HoldClaims;
import dev.holdpoint.edge.hold.HoldLinks;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.json.EventJson;
import io.grpc.Channel;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.Future;
import jakarta.enterprise.util.TypeLiteral;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Claims at approval-service, once: after a lost answer nobody knows, so it is not claimed. */
public final class GrpcHoldClaims implements HoldClaims {
    private static final System.Logger LOG = System.getLogger(GrpcHoldClaims.class.getName());
    private static final int DEADLINE_SECONDS = 2;

    private final OnContext context;
    private final MutinyApprovalsStub stub;
    private final String edge;
    private final HoldLinks links;
    private final Guard guard =
            Guard.create()
                    .withDescription("approval-service")
                    .withTimeout()
                    .duration(DEADLINE_SECONDS, SECONDS)
                    .done()
                    .build();

    /**
     * @param edge names this edge in the claim
     * @param links where people see a hold
     */
    public GrpcHoldClaims(OnContext context, Channel channel, String edge, HoldLinks links) {
        this.context = context;
        this.stub = MutinyApprovalsGrpc.newMutinyStub(channel);
        this.edge = edge;
        this.links = links;
    }

    @Override
    public Future<Claim> claim(HoldId hold, SessionId session, CommandId command, Digest digest) {
        var request =
                ClaimRequest.newBuilder()
                        .setHold(hold.value())
                        .setSession(session.value())
                        .setCommand(command.value())
                        .setDigest(digest.value())
                        .setEdge(edge)
                        .build();
        return context.future(
                        guard.get(
                                () ->
                                        stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                                .claim(request)
                                                .subscribeAsCompletionStage(),
                                new TypeLiteral<CompletionStage<ClaimResponse>>() {}))
                .map(GrpcHoldClaims::claim)
                .recover(failure -> Future.succeededFuture(unclear(hold, failure)));
    }

    @Override
    public Future<TicketClaim> claimTicket(
            SessionAttributes session, CommandId command, Digest digest) {
        var query =
                new TicketQuery(
                        session.principal().id(),
                        session.principal().onBehalfOf(),
                        session.target(),
                        digest,
                        session.id(),
                        command,
                        edge);
        var request = TicketMessages.message(query);
        return context.future(
                        guard.get(
                                () ->
                                        stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                                                .claimTicket(request)
                                                .subscribeAsCompletionStage(),
                                new TypeLiteral<CompletionStage<ClaimTicketResponse>>() {}))
                .map(TicketMessages::answer)
                .map(this::ticket)
                .recover(failure -> Future.succeededFuture(unclear(command, failure)));
    }

    private TicketClaim ticket(TicketAnswer answer) {
        return switch (answer) {
            case TicketAnswer.Taken(var hold, var terms) -> new TicketClaim.Claimed(hold, terms);
            case TicketAnswer.Open(var hold, var expiresAt, var window) ->
                    new TicketClaim.Open(new Ticket(hold, expiresAt, window, links.of(hold)));
            case TicketAnswer.None() -> new TicketClaim.None();
        };
    }

    private static TicketClaim unclear(CommandId command, Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "no ticket: command={0} cause={1}", command, failure);
        return new TicketClaim.None();
    }

    private static Claim claim(ClaimResponse response) {
        return response.getClaimed()
                ? new Claim.Claimed(
                        EventJson.decodeValue(response.getTerms().toByteArray(), HoldTerms.class))
                : new Claim.NotClaimed(response.getReason());
    }

    private static Claim unclear(HoldId hold, Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "hold not claimed: hold={0} cause={1}", hold, failure);
        return new Claim.NotClaimed(Unanswered.because("The approval service", failure));
    }
}
