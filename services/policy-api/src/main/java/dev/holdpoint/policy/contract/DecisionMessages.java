package dev.holdpoint.policy.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.contract.DecisionQuery.Approved;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A decision query and its answer as messages. */
final class DecisionMessages {
    private static final String ESTIMATED_ROWS = "ESTIMATED_ROWS";

    private DecisionMessages() {}

    static DecideRequest message(DecisionQuery query) {
        var message =
                DecideRequest.newBuilder()
                        .setPrincipal(PrincipalMessages.message(query.principal()))
                        .setTarget(query.target().value())
                        .setSession(query.session().value())
                        .setCommand(query.command().value())
                        .setClientAddress(query.use().clientAddress())
                        .setFacts(json(query.facts()))
                        .setUse(message(query.use()))
                        .putAllTags(query.tags());
        if (query.justification() != null) {
            message.setJustification(query.justification());
        }
        var approved = query.approved();
        if (approved != null) {
            message.setApprovedHold(approved.hold().value());
            message.setApprovedTerms(json(approved.terms()));
        }
        return message.build();
    }

    static DecisionQuery query(DecideRequest message) {
        return new DecisionQuery(
                PrincipalMessages.principal(message.getPrincipal()),
                new TargetName(message.getTarget()),
                new SessionId(message.getSession()),
                new CommandId(message.getCommand()),
                value(message.getFacts(), CommandFacts.class),
                use(message),
                message.getJustification().isEmpty() ? null : message.getJustification(),
                message.getTagsMap(),
                approved(message));
    }

    static DecideResponse message(DecisionAnswer answer) {
        var message =
                DecideResponse.newBuilder()
                        .setDecision(json(answer.decision()))
                        .setGeneration(answer.generation());
        answer.inputs().forEach(input -> message.addInputs(input.name()));
        answer.onceReleased().forEach(one -> message.addOnceReleased(json(one)));
        if (answer.wantsEstimate()) {
            message.addNeeds(ESTIMATED_ROWS);
        }
        if (answer.reusableUntil() != null) {
            message.setReusableUntil(answer.reusableUntil().toEpochMilli());
        }
        if (answer.shadow() != null) {
            message.setShadow(json(answer.shadow()));
        }
        return message.build();
    }

    static DecisionAnswer answer(DecideResponse message) {
        return new DecisionAnswer(
                value(message.getDecision(), Decision.class),
                message.getNeedsList().contains(ESTIMATED_ROWS),
                message.getInputsList().stream()
                        .map(DecisionMessages::input)
                        .collect(Collectors.toUnmodifiableSet()),
                message.getReusableUntil() == 0
                        ? null
                        : Instant.ofEpochMilli(message.getReusableUntil()),
                message.getOnceReleasedList().stream()
                        .map(json -> value(json, Obligation.class))
                        .toList(),
                message.getGeneration(),
                message.getShadow().isEmpty()
                        ? null
                        : value(message.getShadow(), ShadowAnswer.class));
    }

    private static Input input(String name) {
        return Arrays.stream(Input.values())
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElse(Input.OTHER);
    }

    private static dev.holdpoint.policy.proto.SessionUse message(SessionUse use) {
        return dev.holdpoint.policy.proto.SessionUse.newBuilder()
                .setApplicationName(use.applicationName())
                .setClientAddress(use.clientAddress())
                .setCommandsLastMinute(use.commandsLastMinute())
                .setRowsReturned(use.rowsReturned())
                .setRowsWritten(use.rowsWritten())
                .build();
    }

    private static SessionUse use(DecideRequest message) {
        var use = message.getUse();
        return new SessionUse(
                use.getApplicationName(),
                message.getClientAddress(),
                use.getCommandsLastMinute(),
                use.getRowsReturned(),
                use.getRowsWritten());
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
}
