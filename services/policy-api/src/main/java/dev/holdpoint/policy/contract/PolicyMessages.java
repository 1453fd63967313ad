package dev.holdpoint.policy.contract;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.OpenSessionRequest;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.WatchEvent;
import java.util.function.Supplier;

/** The one mapping between the policy decision point's messages and the domain, both ways. */
public final class PolicyMessages {
    private PolicyMessages() {}

    public static OpenSessionRequest message(SessionQuery query) {
        return OpenSessionRequest.newBuilder()
                .setPrincipal(PrincipalMessages.message(query.principal()))
                .setTarget(query.target().value())
                .setClientAddress(query.clientAddress())
                .setReplication(query.replication())
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
                                message.getClientAddress(),
                                message.getReplication()));
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
        return DecisionMessages.message(query);
    }

    /**
     * @throws MalformedMessage if a part is missing or cannot be read
     */
    public static DecisionQuery query(DecideRequest message) {
        return reading(() -> DecisionMessages.query(message));
    }

    public static DecideResponse message(DecisionAnswer answer) {
        return DecisionMessages.message(answer);
    }

    /**
     * @throws MalformedMessage if it holds no decision
     */
    public static DecisionAnswer answer(DecideResponse message) {
        return reading(() -> DecisionMessages.answer(message));
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

    static <T> T reading(Supplier<T> part) {
        try {
            return part.get();
        } catch (UnreadableEvent | IllegalArgumentException e) {
            throw new MalformedMessage("The message cannot be read: " + e.getMessage(), e);
        }
    }
}
