package dev.holdpoint.policy.contract;

import com.google.protobuf.ByteString;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.contract.SessionAnswer.Admitted;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.proto.OpenSessionResponse;
import dev.holdpoint.policy.proto.Target;

/** The answer to a session query as a message. */
final class SessionMessages {
    private SessionMessages() {}

    static OpenSessionResponse message(SessionAnswer answer) {
        return switch (answer) {
            case Admitted(var name, var spec, var grants, long generation, boolean replication) ->
                    OpenSessionResponse.newBuilder()
                            .setAllowed(true)
                            .addAllGrants(grants.stream().map(GrantId::value).toList())
                            .setTarget(target(name, spec))
                            .setGeneration(generation)
                            .setReplication(replication)
                            .build();
            case Turned(var code, var reason, var hint) ->
                    OpenSessionResponse.newBuilder()
                            .setCode(code.name())
                            .setReason(reason)
                            .setHint(hint)
                            .build();
        };
    }

    static SessionAnswer answer(OpenSessionResponse message) {
        if (!message.getAllowed()) {
            return new Turned(
                    RefusalCode.valueOf(message.getCode()), message.getReason(), message.getHint());
        }
        return new Admitted(
                new TargetName(message.getTarget().getName()),
                spec(message.getTarget()),
                message.getGrantsList().stream().map(GrantId::new).toList(),
                message.getGeneration(),
                message.getReplication());
    }

    private static Target target(TargetName name, TargetSpec spec) {
        return Target.newBuilder()
                .setName(name.value())
                .setProtocol(spec.protocol())
                .setHost(spec.host())
                .setPort(spec.port())
                .setDatabase(spec.database())
                .setUsername(spec.username())
                .setSecret(spec.secret())
                .setTls(spec.tls())
                .putAllLabels(spec.labels())
                .addAllFunctions(
                        spec.functions().stream()
                                .map(EventJson::encodeValue)
                                .map(ByteString::copyFrom)
                                .toList())
                .build();
    }

    private static TargetSpec spec(Target target) {
        return new TargetSpec(
                target.getProtocol(),
                target.getHost(),
                target.getPort(),
                target.getDatabase(),
                target.getUsername(),
                target.getSecret(),
                target.getTls(),
                target.getLabelsMap(),
                target.getFunctionsList().stream()
                        .map(json -> json.toByteArray())
                        .map(json -> EventJson.decodeValue(json, VouchedFunction.class))
                        .toList());
    }
}
