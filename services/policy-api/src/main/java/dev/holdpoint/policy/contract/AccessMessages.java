package dev.holdpoint.policy.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.proto.AccessOfferRequest;
import dev.holdpoint.policy.proto.AccessOfferResponse;

/** Questions and answers about access that may be asked for, as messages, both ways. */
public final class AccessMessages {
    private AccessMessages() {}

    public static AccessOfferRequest message(AccessQuery query) {
        return AccessOfferRequest.newBuilder()
                .setPrincipal(PrincipalMessages.message(query.principal()))
                .setTarget(query.target().value())
                .setScope(ByteString.copyFrom(EventJson.encodeValue(query.scope())))
                .setJustified(query.justified())
                .build();
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static AccessQuery query(AccessOfferRequest message) {
        return PolicyMessages.reading(
                () ->
                        new AccessQuery(
                                PrincipalMessages.principal(message.getPrincipal()),
                                new TargetName(message.getTarget()),
                                EventJson.decodeValue(
                                        message.getScope().toByteArray(), AccessScope.class),
                                message.getJustified()));
    }

    public static AccessOfferResponse message(AccessAnswer answer) {
        return switch (answer) {
            case Offered(var revision, var rules, var terms) ->
                    AccessOfferResponse.newBuilder()
                            .setOffered(true)
                            .setRevision(revision.value())
                            .addAllRules(rules)
                            .setTerms(ByteString.copyFrom(EventJson.encodeValue(terms)))
                            .build();
            case NotOffered(var cause, var reason) ->
                    AccessOfferResponse.newBuilder()
                            .setCause(cause.name())
                            .setReason(reason)
                            .build();
        };
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static AccessAnswer answer(AccessOfferResponse message) {
        return PolicyMessages.reading(
                () ->
                        message.getOffered()
                                ? new Offered(
                                        new RevisionId(message.getRevision()),
                                        message.getRulesList(),
                                        EventJson.decodeValue(
                                                message.getTerms().toByteArray(),
                                                AccessTerms.class))
                                : new NotOffered(
                                        Cause.valueOf(message.getCause()), message.getReason()));
    }
}
