package dev.holdpoint.policy.grant;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** People who ask for grants, and what they ask for. */
final class Requests {
    static final Principal CAROL = Asking.human("carol", "security", "auditors");
    static final Principal CAROLS_AGENT =
            new Principal(
                    Asking.AGENT.id(),
                    "agent",
                    PrincipalKind.AGENT,
                    List.of("security"),
                    CAROL.id());

    private Requests() {}

    static Requester by(Principal who) {
        return new Requester(who, OptionalLong.empty(), Asking.NOON);
    }

    static Requester by(Principal who, long expected) {
        return new Requester(who, OptionalLong.of(expected), Asking.NOON);
    }

    /** What the issuer gives to alice on payments; bob answers for it. */
    static GrantSpec of(Principal issuer, Effect... effects) {
        return to(List.of("alice"), List.of(), issuer, effects);
    }

    static GrantSpec to(
            List<String> subjects, List<String> groups, Principal issuer, Effect... effects) {
        return new GrantSpec(
                subjects,
                groups,
                List.of(Asking.PAYMENTS),
                Map.of(),
                List.of(effects),
                "bob",
                null,
                null,
                Origin.REST,
                null,
                issuer.id(),
                null);
    }

    static Less effects(Effect... effects) {
        return new Less(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(effects)),
                Optional.empty(),
                Optional.empty());
    }

    static Less nobody() {
        return new Less(
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
