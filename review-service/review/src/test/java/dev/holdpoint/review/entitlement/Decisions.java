package dev.holdpoint.review.entitlement;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decisions on the commands of one session, as its edge writes them. */
public final class Decisions {
    public static final RevisionId REVISION = new RevisionId("sha256:1");
    public static final Decision ALLOW = new Allow(REVISION, List.of(), "read", List.of());
    public static final Decision DENY =
            new Deny(REVISION, List.of(), "no", RefusalCode.POLICY_DENIED);
    public static final Decision HOLD =
            new Hold(
                    REVISION,
                    List.of(),
                    "ask",
                    HoldTerms.waiting(
                            List.of(new QuorumPart("dba", 1)),
                            900,
                            false,
                            new InTransaction.Deny()));
    private static final Uuid7 IDS = new Uuid7(InstantSource.system());

    private final SessionId session = new SessionId(IDS.next());
    private final Principal principal;
    private final String target;
    private long sequence;

    public Decisions(Principal principal, String target) {
        this.principal = principal;
        this.target = target;
    }

    public Envelope<?> on(Instant time, Decision decision, Effect... effects) {
        return on(time, decision, null, effects);
    }

    /** At release. */
    public Envelope<?> again(Instant time, Decision decision, Effect... effects) {
        return on(time, decision, new HoldId(IDS.next()), effects);
    }

    private Envelope<?> on(
            Instant time, Decision decision, @Nullable HoldId approval, Effect... effects) {
        return new Envelope<>(
                new EventId(IDS.next()),
                new StreamId(session.value()),
                ++sequence,
                time,
                Actor.of(principal.id()),
                "proxy-edge/edge-test",
                null,
                decided(decision, approval, List.of(effects)));
    }

    private CommandDecided decided(
            Decision decision, @Nullable HoldId approval, List<Effect> effects) {
        return new CommandDecided(
                session,
                new CommandId(IDS.next()),
                principal,
                new TargetName(target),
                new Digest("sha256:" + "a".repeat(64)),
                "SELECT 1",
                List.of(),
                new CommandFacts(
                        List.of("SELECT"),
                        effects,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        true,
                        false,
                        null,
                        "f"),
                SessionUse.NONE,
                null,
                Map.of(),
                decision,
                decision instanceof Hold ? new HoldId(IDS.next()) : null,
                approval,
                null,
                null,
                null);
    }
}
