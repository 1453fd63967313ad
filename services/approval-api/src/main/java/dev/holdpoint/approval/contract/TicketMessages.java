package dev.holdpoint.approval.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.approval.contract.TicketAnswer.None;
import dev.holdpoint.approval.contract.TicketAnswer.Open;
import dev.holdpoint.approval.contract.TicketAnswer.Taken;
import dev.holdpoint.approval.proto.ClaimTicketRequest;
import dev.holdpoint.approval.proto.ClaimTicketResponse;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tickets between gRPC messages and the domain. */
public final class TicketMessages {
    private TicketMessages() {}

    public static ClaimTicketRequest message(TicketQuery query) {
        var message =
                ClaimTicketRequest.newBuilder()
                        .setIssuer(query.requester().issuer())
                        .setSubject(query.requester().subject())
                        .setTarget(query.target().value())
                        .setDigest(query.digest().value())
                        .setSession(query.session().value())
                        .setCommand(query.command().value())
                        .setEdge(query.edge());
        var human = query.onBehalfOf();
        if (human != null) {
            message.setOnBehalfOfIssuer(human.issuer()).setOnBehalfOfSubject(human.subject());
        }
        return message.build();
    }

    /**
     * Reads a query.
     *
     * @throws MalformedClaim if an id is missing or the digest is none
     */
    public static TicketQuery query(ClaimTicketRequest message) {
        try {
            return new TicketQuery(
                    new PrincipalId(message.getIssuer(), message.getSubject()),
                    onBehalfOf(message),
                    new TargetName(message.getTarget()),
                    new Digest(message.getDigest()),
                    new SessionId(message.getSession()),
                    new CommandId(message.getCommand()),
                    message.getEdge());
        } catch (IllegalArgumentException e) {
            throw new MalformedClaim("The claim cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable PrincipalId onBehalfOf(ClaimTicketRequest message) {
        var issuer = message.getOnBehalfOfIssuer();
        var subject = message.getOnBehalfOfSubject();
        return issuer.isEmpty() && subject.isEmpty() ? null : new PrincipalId(issuer, subject);
    }

    public static ClaimTicketResponse message(TicketAnswer answer) {
        var message = ClaimTicketResponse.newBuilder();
        return switch (answer) {
            case Taken(var hold, var terms) ->
                    message.setHold(hold.value())
                            .setClaimed(true)
                            .setTerms(ByteString.copyFrom(EventJson.encodeValue(terms)))
                            .build();
            case Open(var hold, var expiresAt, var window) ->
                    message.setHold(hold.value())
                            .setExpiresAt(expiresAt.toEpochMilli())
                            .setWindowSeconds(window)
                            .build();
            case None() -> message.build();
        };
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedClaim if it says claimed without a hold or readable terms
     */
    public static TicketAnswer answer(ClaimTicketResponse message) {
        try {
            return message.getClaimed() ? taken(message) : notTaken(message);
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new MalformedClaim("The answer cannot be read", e);
        }
    }

    private static TicketAnswer taken(ClaimTicketResponse message) {
        return new Taken(
                new HoldId(message.getHold()),
                EventJson.decodeValue(message.getTerms().toByteArray(), HoldTerms.class));
    }

    private static TicketAnswer notTaken(ClaimTicketResponse message) {
        return message.getHold().isEmpty()
                ? new None()
                : new Open(
                        new HoldId(message.getHold()),
                        Instant.ofEpochMilli(message.getExpiresAt()),
                        message.getWindowSeconds());
    }
}
