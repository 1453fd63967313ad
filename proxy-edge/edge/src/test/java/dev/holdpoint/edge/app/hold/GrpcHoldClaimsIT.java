package dev.holdpoint.edge.app.hold;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.DIGEST;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketMessages;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.proto.ApprovalsGrpc;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.approval.proto.ClaimTicketRequest;
import dev.holdpoint.approval.proto.ClaimTicketResponse;
import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.json.EventJson;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrpcHoldClaimsIT {
    private final Vertx vertx = Vertx.vertx();
    private final List<ClaimRequest> asked = new CopyOnWriteArrayList<>();
    private final List<ClaimTicketRequest> askedForTickets = new CopyOnWriteArrayList<>();
    private volatile @Nullable ClaimResponse answer;
    private volatile @Nullable TicketAnswer ticket;
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(
                                new ApprovalsGrpc.ApprovalsImplBase() {
                                    @Override
                                    public void claim(
                                            ClaimRequest request,
                                            StreamObserver<ClaimResponse> observer) {
                                        asked.add(request);
                                        if (answer != null) {
                                            observer.onNext(answer);
                                            observer.onCompleted();
                                        }
                                    }

                                    @Override
                                    public void claimTicket(
                                            ClaimTicketRequest request,
                                            StreamObserver<ClaimTicketResponse> observer) {
                                        askedForTickets.add(request);
                                        if (ticket != null) {
                                            observer.onNext(TicketMessages.message(ticket));
                                            observer.onCompleted();
                                        }
                                    }
                                })
                        .build()
                        .start();
        channel =
                Grpc.newChannelBuilder(
                                "localhost:" + server.getPort(),
                                InsecureChannelCredentials.create())
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private GrpcHoldClaims claims() {
        return new GrpcHoldClaims(
                new OnContext(vertx), channel, "edge-1/i-1", hold -> "http://holds/" + hold);
    }

    private TicketClaim claimTicket() throws Exception {
        var session =
                new SessionAttributes(
                        new SessionId("s-2"), ALICE, PAYMENTS, "postgres", "", null, null);
        return claims().claimTicket(session, new CommandId("c-2"), DIGEST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_ticket_is_asked_for_by_who_where_and_what_and_brings_hold_and_terms() throws Exception {
        ticket = new TicketAnswer.Taken(new HoldId("h-1"), TERMS);

        assertThat(claimTicket()).isEqualTo(new TicketClaim.Claimed(new HoldId("h-1"), TERMS));
        assertThat(TicketMessages.query(askedForTickets.getFirst()))
                .isEqualTo(
                        new TicketQuery(
                                ALICE.id(),
                                null,
                                PAYMENTS,
                                DIGEST,
                                new SessionId("s-2"),
                                new CommandId("c-2"),
                                "edge-1/i-1"));
    }

    @Test
    void a_ticket_people_are_still_asked_about_is_open() throws Exception {
        var noon = Instant.parse("2026-11-21T12:00:00Z");
        ticket = new TicketAnswer.Open(new HoldId("h-1"), noon, 600);

        assertThat(claimTicket())
                .isEqualTo(
                        new TicketClaim.Open(
                                new Ticket(new HoldId("h-1"), noon, 600, "http://holds/h-1")));
    }

    @Test
    void no_ticket_and_a_lost_answer_are_none_and_it_is_not_asked_for_again() throws Exception {
        ticket = new TicketAnswer.None();
        assertThat(claimTicket()).isEqualTo(new TicketClaim.None());

        ticket = null;
        assertThat(claimTicket()).isEqualTo(new TicketClaim.None());
        assertThat(askedForTickets).hasSize(2);
    }

    private Claim claim() throws Exception {
        return claims().claim(new HoldId("h-1"), new SessionId("s-1"), new CommandId("c-1"), DIGEST)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_claim_names_what_would_run_and_brings_the_terms() throws Exception {
        answer =
                ClaimResponse.newBuilder()
                        .setClaimed(true)
                        .setTerms(ByteString.copyFrom(EventJson.encodeValue(TERMS)))
                        .build();

        assertThat(claim()).isEqualTo(new Claim.Claimed(TERMS));
        assertThat(asked)
                .containsExactly(
                        ClaimRequest.newBuilder()
                                .setHold("h-1")
                                .setSession("s-1")
                                .setCommand("c-1")
                                .setDigest(DIGEST.value())
                                .setEdge("edge-1/i-1")
                                .build());
    }

    @Test
    void a_refused_claim_says_why() throws Exception {
        answer = ClaimResponse.newBuilder().setReason("it was claimed before").build();

        assertThat(claim()).isEqualTo(new Claim.NotClaimed("it was claimed before"));
    }

    @Test
    void a_lost_answer_is_no_claim_and_is_not_asked_for_again() throws Exception {
        assertThat(claim()).isInstanceOf(Claim.NotClaimed.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void claimed_under_terms_nobody_can_read_is_no_claim() throws Exception {
        answer = ClaimResponse.newBuilder().setClaimed(true).build();

        assertThat(claim()).isInstanceOf(Claim.NotClaimed.class);
    }
}
