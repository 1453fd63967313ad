package dev.holdpoint.policy.grpc;

import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessMessages;
import dev.holdpoint.policy.contract.MalformedMessage;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.proto.AccessOfferRequest;
import dev.holdpoint.policy.proto.AccessOfferResponse;
import dev.holdpoint.policy.revision.Rulebooks;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;

/** Answers approval-service what may be asked for. */
@GrpcService
public final class AccessOfferService implements dev.holdpoint.policy.proto.AccessOffers {
    private final Rulebooks rulebooks;
    private final AccessOffers offers;

    @Inject
    public AccessOfferService(Rulebooks rulebooks, AccessOffers offers) {
        this.rulebooks = rulebooks;
        this.offers = offers;
    }

    @Override
    public Uni<AccessOfferResponse> offer(AccessOfferRequest request) {
        return Uni.createFrom().item(AccessMessages.message(answer(request)));
    }

    private AccessAnswer answer(AccessOfferRequest request) {
        try {
            return offers.of(rulebooks.current(), AccessMessages.query(request));
        } catch (MalformedMessage e) {
            return new AccessAnswer.NotOffered(
                    Cause.NOT_REQUESTABLE, String.valueOf(e.getMessage()));
        }
    }
}
