package dev.holdpoint.edge.command;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command and the answers it may get. */
final class Samples {
    private static final RevisionId REVISION = new RevisionId("sha256:" + "0".repeat(64));

    static final Decision.Allow ALLOW =
            new Decision.Allow(REVISION, List.of("payments/reads"), "Reads are fine.", List.of());
    static final Decision.Deny DENY =
            new Decision.Deny(
                    REVISION, List.of("payments/no-ddl"), "Migrate.", RefusalCode.POLICY_DENIED);

    static final Decision.Deny SILENCE =
            new Decision.Deny(REVISION, List.of(), "No answer.", RefusalCode.POLICY_UNAVAILABLE);

    static final Circumstances CIRCUMSTANCES =
            new Circumstances(
                    new SessionUse("psql", "127.0.0.1", 3, 20, 1),
                    "ticket 4711",
                    Map.of("route", "/refund"));

    private Samples() {}

    static Decision.Hold ticket(long afterSeconds, InTransaction inTransaction) {
        return new Decision.Hold(
                REVISION,
                List.of("payments/writes"),
                "A dba looks.",
                new HoldTerms(
                        List.of(new QuorumPart("dba", 1)),
                        900,
                        HoldMode.TICKET,
                        false,
                        inTransaction,
                        afterSeconds,
                        600));
    }

    static Decision.Hold holdInTransaction(long seconds) {
        return new Decision.Hold(
                REVISION,
                List.of("payments/writes"),
                "A dba looks.",
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)),
                        900,
                        false,
                        new InTransaction.Wait(seconds)));
    }

    static Decision.Hold hold(boolean inTransaction) {
        return new Decision.Hold(
                REVISION, List.of("payments/writes"), "A dba looks.", terms(inTransaction));
    }

    static HoldTerms terms(boolean inTransaction) {
        return HoldTerms.waiting(
                List.of(new QuorumPart("dba", 1)),
                900,
                false,
                inTransaction ? new InTransaction.Wait(900) : new InTransaction.Deny());
    }

    static Command command() {
        return command(null, null, false);
    }

    static Command notUnderstood() {
        return command(Unfit.notUnderstood("no grammar knows it"), null, false);
    }

    static Command unclear() {
        return command(null, "what the function f does", false);
    }

    static Command inTransaction() {
        return command(null, null, true);
    }

    private static Command command(
            @Nullable Unfit unfit, @Nullable String unclear, boolean inTransaction) {
        return new Command(
                new CommandId("command-1"),
                session(),
                new Digest("sha256:" + "1".repeat(64)),
                "UPDATE orders SET status = 'refunded' WHERE id = 1",
                List.of(),
                facts(),
                null,
                CIRCUMSTANCES,
                unfit,
                unclear,
                inTransaction,
                null,
                null);
    }

    private static CommandFacts facts() {
        return new CommandFacts(
                List.of("UPDATE"),
                List.of(Effect.WRITE),
                List.of(),
                List.of("orders"),
                List.of("status", "id"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                false,
                null,
                "");
    }

    private static SessionAttributes session() {
        var agent =
                new Principal(
                        new PrincipalId("http://issuer", "support-agent"),
                        "support-agent",
                        PrincipalKind.AGENT,
                        List.of("agents"),
                        new PrincipalId("http://issuer", "alice"));
        return new SessionAttributes(
                new SessionId("session-1"),
                agent,
                new TargetName("payments"),
                "postgres",
                "127.0.0.1",
                "psql",
                null);
    }
}
