package dev.holdpoint.policy.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.policy.contract.DecisionQuery.Approved;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.OpenSessionRequest;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.WatchEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one mapping between the policy decision point's messages and the domain, both ways. */
public final class PolicyMessages {
    private PolicyMessages() {}

    public static OpenSessionRequest message(SessionQuery query) {
        return OpenSessionRequest.newBuilder()
                .setPrincipal(PrincipalMessages.message(query.principal()))
                .setTarget(query.target().value())
                .setClientAddress(query.clientAddress())
                .build();
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static SessionQuery query(OpenSessionRequest message) {
        return reading(
                () ->
                        new SessionQuery(
                                PrincipalMessages.principal(message.getPrincipal()),
                                new TargetName(message.getTarget()),
                                message.getClientAddress()));
    }

    public static OpenSessionResponse message(SessionAnswer answer) {
        return SessionMessages.message(answer);
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static SessionAnswer answer(OpenSessionResponse message) {
        return reading(() -> SessionMessages.answer(message));
    }

    public static DecideRequest message(DecisionQuery query) {
        var message =
                DecideRequest.newBuilder()
                        .setPrincipal(PrincipalMessages.message(query.principal()))
                        .setTarget(query.target().value())
                        .setSession(query.session().value())
                        .setCommand(query.command().value())
                        .setClientAddress(query.clientAddress())
                        .setFacts(json(query.facts()));
        var approved = query.approved();
        if (approved != null) {
            message.setApprovedHold(approved.hold().value());
            message.setApprovedTerms(json(approved.terms()));
        }
        return message.build();
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static DecisionQuery query(DecideRequest message) {
        return reading(
                () ->
                        new DecisionQuery(
                                PrincipalMessages.principal(message.getPrincipal()),
                                new TargetName(message.getTarget()),
                                new SessionId(message.getSession()),
                                new CommandId(message.getCommand()),
                                message.getClientAddress(),
                                value(message.getFacts(), CommandFacts.class),
                                approved(message)));
    }

    public static DecideResponse message(Decision decision) {
        return DecideResponse.newBuilder().setDecision(json(decision)).build();
    }

    /**
     * @throws MalformedMessage if it holds no decision
     */
    public static Decision decision(DecideResponse message) {
        return reading(() -> value(message.getDecision(), Decision.class));
    }

    public static WatchEvent message(Generation generation) {
        return WatchEvent.newBuilder()
                .setRevision(generation.revision().value())
                .setGeneration(generation.number())
                .build();
    }

    /**
     * @throws MalformedMessage if it names no revision
     */
    public static Generation generation(WatchEvent message) {
        return reading(
                () ->
                        new Generation(
                                new RevisionId(message.getRevision()), message.getGeneration()));
    }

    private static @Nullable Approved approved(DecideRequest message) {
        if (message.getApprovedHold().isEmpty()) {
            return null;
        }
        return new Approved(
                new HoldId(message.getApprovedHold()),
                value(message.getApprovedTerms(), HoldTerms.class));
    }

    private static ByteString json(Object value) {
        return ByteString.copyFrom(EventJson.encodeValue(value));
    }

    private static <T> T value(ByteString json, Class<T> type) {
        return EventJson.decodeValue(json.toByteArray(), type);
    }

    private static <T> T reading(Supplier<T> part) {
        try {
            return part.get();
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new MalformedMessage("The message cannot be read: " + e.getMessage(), e);
        }
    }
}
