package dev.holdpoint.edge.app.log;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Map;

/** Events of sessions for tests. */
public final class Sample {
    public static final Principal ALICE =
            new Principal(
                    new PrincipalId("http://issuer", "alice"),
                    "alice",
                    PrincipalKind.HUMAN,
                    List.of("engineers"),
                    null);
    public static final TargetName PAYMENTS = new TargetName("payments");
    public static final RevisionId REVISION = new RevisionId("r1");
    public static final HoldTerms TERMS =
            HoldTerms.waiting(
                    List.of(new HoldTerms.QuorumPart("dba", 1)),
                    900,
                    false,
                    new InTransaction.Deny());
    public static final CommandFacts READ =
            new CommandFacts(
                    List.of("SELECT"),
                    List.of(Effect.READ),
                    List.of("public.orders"),
                    List.of(),
                    List.of("status"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    null,
                    "f");
    public static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));

    private Sample() {}

    public static SessionOpened opened(SessionId session, String edge) {
        return new SessionOpened(
                session, ALICE, PAYMENTS, "postgres", edge, "127.0.0.1", "psql", List.of(), null);
    }

    public static Decision.Allow allow() {
        return new Decision.Allow(REVISION, List.of("p/reads"), "reads", List.of());
    }

    public static Decision.Hold hold() {
        return new Decision.Hold(REVISION, List.of("p/writes"), "writes wait", TERMS);
    }

    public static Decision.Deny deny() {
        return new Decision.Deny(REVISION, List.of("p/ddl"), "no", RefusalCode.POLICY_DENIED);
    }

    public static CommandDecided decided(SessionId session, String command, Decision decision) {
        var hold = decision instanceof Decision.Hold ? new HoldId("hold-" + command) : null;
        return new CommandDecided(
                session,
                new CommandId(command),
                ALICE,
                PAYMENTS,
                DIGEST,
                "SELECT status FROM orders",
                List.of(),
                READ,
                SessionUse.NONE,
                null,
                Map.of(),
                decision,
                hold,
                null,
                null,
                null,
                null);
    }

    public static CommandCompleted completed(SessionId session, String command) {
        return new CommandCompleted(
                session, new CommandId(command), Outcome.OK, 1, List.of(), null);
    }

    public static SessionClosed closed(SessionId session) {
        return new SessionClosed(session, SessionEnd.CLIENT_CLOSED, 1);
    }
}
