package dev.holdpoint.approval.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.approval.contract.ClaimAnswer.NotTaken;
import dev.holdpoint.approval.contract.ClaimAnswer.Taken;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;

/** Claims between gRPC messages and the domain. */
public final class ClaimMessages {
    private ClaimMessages() {}

    public static ClaimRequest message(ClaimQuery query) {
        return ClaimRequest.newBuilder()
                .setHold(query.hold().value())
                .setSession(query.session().value())
                .setCommand(query.command().value())
                .setDigest(query.digest().value())
                .setEdge(query.edge())
                .build();
    }

    /**
     * Reads a query.
     *
     * @throws MalformedClaim if an id is missing or the digest is none
     */
    public static ClaimQuery query(ClaimRequest message) {
        try {
            return new ClaimQuery(
                    new HoldId(message.getHold()),
                    new SessionId(message.getSession()),
                    new CommandId(message.getCommand()),
                    new Digest(message.getDigest()),
                    message.getEdge());
        } catch (IllegalArgumentException e) {
            throw new MalformedClaim("The claim cannot be read: " + e.getMessage(), e);
        }
    }

    public static ClaimResponse message(ClaimAnswer answer) {
        return switch (answer) {
            case Taken(var terms) ->
                    ClaimResponse.newBuilder()
                            .setClaimed(true)
                            .setTerms(ByteString.copyFrom(EventJson.encodeValue(terms)))
                            .build();
            case NotTaken(var reason) -> ClaimResponse.newBuilder().setReason(reason).build();
        };
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedClaim if it says claimed without readable terms
     */
    public static ClaimAnswer answer(ClaimResponse message) {
        if (!message.getClaimed()) {
            return new NotTaken(message.getReason());
        }
        try {
            return new Taken(
                    EventJson.decodeValue(message.getTerms().toByteArray(), HoldTerms.class));
        } catch (UnreadableEvent e) {
            throw new MalformedClaim("The terms cannot be read", e);
        }
    }
}
