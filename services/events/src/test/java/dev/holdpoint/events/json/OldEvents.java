package dev.holdpoint.events.json;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the golden files of former versions mean today. */
final class OldEvents {
    private static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("SELECT"),
                    List.of(Effect.READ),
                    List.of("public.customers"),
                    List.of(),
                    List.of("card_number"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    true,
                    false,
                    null,
                    "18:50fde20626009aba");

    private OldEvents() {}

    static Map<String, HoldpointEvent> all() {
        var all = new HashMap<String, HoldpointEvent>();
        all.putAll(ofCommands());
        all.putAll(ofPolicy());
        return Map.copyOf(all);
    }

    private static Map<String, HoldpointEvent> ofCommands() {
        return Map.of(
                "dev.holdpoint.sessions.CommandDecided.v4", Samples.commandDecided().planned(null),
                "dev.holdpoint.approvals.HoldPlaced.v2", GoldenEvents.placed().planned(null),
                "dev.holdpoint.sessions.CommandDecided.v1",
                        decided(Samples.commandDecided(), FACTS, SessionUse.NONE, Map.of(), null),
                "dev.holdpoint.sessions.CommandDecided.v2", untried(Samples.commandDecided()),
                "dev.holdpoint.sessions.CommandDecided.v3", unlisted(Samples.commandDecided()),
                "dev.holdpoint.sessions.CommandCompleted.v1", completed(),
                "dev.holdpoint.approvals.HoldPlaced.v1", placed(GoldenEvents.placed()),
                "dev.holdpoint.approvals.HoldClaimed.v1", claimed());
    }

    private static Map<String, HoldpointEvent> ofPolicy() {
        return Map.of(
                "dev.holdpoint.policy.PolicyPublished.v1",
                        GoldenEvents.published("file", null, null),
                "dev.holdpoint.policy.PolicyActivated.v1",
                        new PolicyActivated(GoldenEvents.REVISION, 0, null, null),
                "dev.holdpoint.policy.TargetRegistered.v1", registered(GoldenEvents.spec()),
                "dev.holdpoint.policy.TargetRegistered.v2",
                        registered(GoldenEvents.spec(GoldenEvents.vouched())),
                "dev.holdpoint.policy.TargetChanged.v1",
                        new TargetChanged(GoldenEvents.TARGET, GoldenEvents.spec()),
                "dev.holdpoint.policy.GrantIssued.v1",
                        new GrantIssued(GoldenEvents.GRANT, grant(), null),
                "dev.holdpoint.policy.GrantNarrowed.v1",
                        new GrantNarrowed(GoldenEvents.GRANT, grant(), "less is enough"),
                "dev.holdpoint.policy.GrantRevoked.v1",
                        new GrantRevoked(GoldenEvents.GRANT, "no longer needed", false));
    }

    private static TargetRegistered registered(TargetSpec spec) {
        return new TargetRegistered(GoldenEvents.TARGET, spec, "file");
    }

    private static GrantSpec grant() {
        return GoldenEvents.grant("file", null, null);
    }

    private static CommandDecided unlisted(CommandDecided today) {
        return new CommandDecided(
                today.session(),
                today.command(),
                today.principal(),
                today.target(),
                today.digest(),
                today.text(),
                today.parameters(),
                today.facts(),
                today.use(),
                today.justification(),
                today.tags(),
                today.decision(),
                today.hold(),
                today.approval(),
                today.shadow(),
                null,
                null);
    }

    private static CommandDecided untried(CommandDecided today) {
        return decided(today, today.facts(), today.use(), today.tags(), today.justification());
    }

    private static CommandDecided decided(
            CommandDecided today,
            CommandFacts facts,
            SessionUse use,
            Map<String, String> tags,
            @Nullable String justification) {
        return new CommandDecided(
                today.session(),
                today.command(),
                today.principal(),
                today.target(),
                today.digest(),
                today.text(),
                today.parameters(),
                facts,
                use,
                justification,
                tags,
                today.decision(),
                today.hold(),
                today.approval(),
                null,
                null,
                null);
    }

    private static CommandCompleted completed() {
        return new CommandCompleted(
                new SessionId("s-1"),
                new CommandId("c-1"),
                Outcome.ERROR,
                0,
                List.of(new MaskUse(null, "public.customers.card_number", 0)),
                "42P01");
    }

    private static HoldPlaced placed(HoldPlaced today) {
        return new HoldPlaced(
                today.hold(),
                today.command(),
                today.session(),
                today.requester(),
                today.target(),
                today.digest(),
                today.text(),
                today.parameters(),
                FACTS,
                null,
                Map.of(),
                today.revision(),
                today.rules(),
                today.reason(),
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, true, new InTransaction.Deny()),
                today.expiresAt(),
                null);
    }

    private static HoldClaimed claimed() {
        return new HoldClaimed(GoldenEvents.HOLD, "edge-1", null, null);
    }
}
