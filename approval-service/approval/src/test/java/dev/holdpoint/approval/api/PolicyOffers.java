package dev.holdpoint.approval.api;

import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessMessages;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.proto.AccessOfferRequest;
import dev.holdpoint.policy.proto.AccessOfferResponse;
import dev.holdpoint.policy.proto.AccessOffersGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real gRPC server in policy-service's place: reads and writes for at most an hour, by so many of
 * group dba and so fast as the name of the target says, on {@code payments} by one within 15
 * minutes.
 */
final class PolicyOffers extends AccessOffersGrpc.AccessOffersImplBase implements AutoCloseable {
    /** Needs two people; forgets at once; asks more people each time it is asked about. */
    static final String TWO = "payments-two";

    static final String BRIEF = "payments-brief";
    static final String CHANGING = "payments-changing";

    /** Has group leads decide, too, if only reads are given. */
    static final String GUARDED = "payments-guarded";

    /** Is there for group ci alone. */
    static final String OF_CI = "payments-of-ci";

    /** Gets no answer from the second question on. */
    static final String SILENT = "payments-silent";

    private static final int HOUR = 3_600;
    private static final List<QuorumPart> ALONE = List.of(new QuorumPart("dba", 1));
    private static final List<QuorumPart> TOGETHER =
            List.of(new QuorumPart("dba", 1), new QuorumPart("leads", 1));

    private final AtomicInteger changes = new AtomicInteger(1);
    private final AtomicInteger answered = new AtomicInteger();
    private final Server server;

    PolicyOffers() {
        try {
            server =
                    Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                            .addService(this)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void offer(AccessOfferRequest request, StreamObserver<AccessOfferResponse> observer) {
        if (request.getTarget().equals(SILENT) && answered.incrementAndGet() > 1) {
            observer.onError(Status.UNAVAILABLE.asException());
            return;
        }
        observer.onNext(AccessMessages.message(answer(AccessMessages.query(request))));
        observer.onCompleted();
    }

    private AccessAnswer answer(AccessQuery query) {
        var scope = query.scope();
        if (!List.of(Effect.READ, Effect.WRITE).containsAll(scope.effects())
                || !query.target().value().startsWith("payments")
                || query.target().value().equals(OF_CI)
                        && !query.principal().groups().contains("ci")) {
            return new NotOffered(Cause.NOT_REQUESTABLE, "No policy lets you ask for that.");
        }
        return scope.seconds() > HOUR
                ? new NotOffered(Cause.TOO_LONG, "For at most 1h.")
                : new Offered(
                        new RevisionId("sha256:1"),
                        List.of("payments/on-call"),
                        terms(query.target().value(), scope.effects().size()));
    }

    /** Of the target that changes, everybody is told something else each time. */
    private AccessTerms terms(String target, int effects) {
        return switch (target) {
            case TWO -> new AccessTerms(List.of(new QuorumPart("dba", 2)), 900, false);
            case BRIEF -> new AccessTerms(ALONE, 1, false);
            case CHANGING ->
                    new AccessTerms(
                            List.of(new QuorumPart("dba", changes.incrementAndGet())), 900, false);
            case GUARDED -> new AccessTerms(effects == 1 ? TOGETHER : ALONE, 900, false);
            default -> new AccessTerms(ALONE, 900, false);
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
