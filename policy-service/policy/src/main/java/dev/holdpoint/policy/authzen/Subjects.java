package dev.holdpoint.policy.authzen;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.api.question.Questioners;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import java.util.Set;

/**
 * Who a subject is. Of the caller itself the token counts; of anybody else what the request says,
 * and only those who review may say it.
 */
@Dependent
class Subjects {
    /** What of a subject's properties is its identity or its session. */
    static final Set<String> KNOWN =
            Set.of("issuer", "name", "groups", "onBehalfOf", "ip_address", "application_name");

    private static final Map<String, PrincipalKind> KINDS =
            Map.of(
                    "user", PrincipalKind.HUMAN,
                    "agent", PrincipalKind.AGENT,
                    "service", PrincipalKind.SERVICE);

    private final CurrentPrincipal caller;

    Subjects(CurrentPrincipal caller) {
        this.caller = caller;
    }

    /**
     * The principal to decide about.
     *
     * @throws Problem 403 if the caller may ask about itself only
     */
    Principal principal(Members subject) {
        var self = caller.get();
        var named = named(subject, self);
        if (named.id().equals(self.id()) && named.kind() == self.kind()) {
            return self;
        }
        Questioners.requireForOthers(caller);
        return named;
    }

    private static Principal named(Members subject, Principal self) {
        var said = subject.orEmpty("properties");
        var issuer = said.optionalText("issuer").orElse(self.id().issuer());
        var id = new PrincipalId(issuer, subject.text("id"));
        return new Principal(
                id,
                said.optionalText("name").orElse(id.subject()),
                kind(subject.text("type")),
                said.texts("groups"),
                said.optionalText("onBehalfOf")
                        .map(human -> new PrincipalId(issuer, human))
                        .orElse(null));
    }

    private static PrincipalKind kind(String type) {
        var kind = KINDS.get(type);
        if (kind == null) {
            throw new Problem(
                    400, "bad-request", "subject.type is user, agent or service; not " + type);
        }
        return kind;
    }
}
