package dev.holdpoint.policy.contract;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.proto.Principal;
import org.jspecify.annotations.Nullable;

/** A principal as a message. */
final class PrincipalMessages {
    private PrincipalMessages() {}

    static Principal message(dev.holdpoint.events.Principal principal) {
        var message =
                Principal.newBuilder()
                        .setIssuer(principal.id().issuer())
                        .setSubject(principal.id().subject())
                        .setName(principal.name())
                        .setKind(principal.kind().name())
                        .addAllGroups(principal.groups());
        var human = principal.onBehalfOf();
        if (human != null) {
            message.setOnBehalfOfIssuer(human.issuer()).setOnBehalfOfSubject(human.subject());
        }
        return message.build();
    }

    static dev.holdpoint.events.Principal principal(Principal message) {
        return new dev.holdpoint.events.Principal(
                new PrincipalId(message.getIssuer(), message.getSubject()),
                message.getName(),
                PrincipalKind.valueOf(message.getKind()),
                message.getGroupsList(),
                onBehalfOf(message));
    }

    private static @Nullable PrincipalId onBehalfOf(Principal message) {
        var issuer = message.getOnBehalfOfIssuer();
        var subject = message.getOnBehalfOfSubject();
        return issuer.isEmpty() && subject.isEmpty() ? null : new PrincipalId(issuer, subject);
    }
}
