package dev.holdpoint.events.json;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.StatementFacts;
import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.TargetPlan;
import java.util.List;
import java.util.Map;

final class Samples {
    static final Principal AGENT =
            new Principal(
                    new PrincipalId("http://issuer", "support-agent"),
                    "support-agent",
                    PrincipalKind.AGENT,
                    List.of("agents"),
                    new PrincipalId("http://issuer", "alice"));
    static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("SELECT"),
                    List.of(Effect.READ),
                    List.of("public.customers"),
                    List.of(),
                    List.of("card_number"),
                    List.of("public.customers.card_number"),
                    List.of(),
                    List.of("public.customers.id"),
                    List.of(),
                    true,
                    false,
                    null,
                    "18:50fde20626009aba");

    static final SessionUse USE = new SessionUse("psql", "127.0.0.1:50000", 3, 40, 2);
    static final Map<String, String> TAGS =
            Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private static final StatementList STATEMENTS =
            new StatementList(
                    List.of(
                            new StatementFacts(
                                    "SELECT",
                                    List.of(Effect.READ),
                                    List.of("public.customers"),
                                    List.of(),
                                    "18:50fde20626009aba")),
                    1);

    private Samples() {}

    static CommandDecided commandDecided() {
        return new CommandDecided(
                new SessionId("s-1"),
                new CommandId("c-1"),
                AGENT,
                new TargetName("payments"),
                new Digest("sha256:" + "0".repeat(64)),
                "SELECT * FROM customers",
                List.of(),
                FACTS,
                USE,
                "ticket 7",
                TAGS,
                new Decision.Allow(
                        new RevisionId("sha256:r1"),
                        List.of("payments/reads"),
                        "reads are allowed",
                        List.of(
                                new Obligation.MaskColumn(
                                        "public.customers.card_number",
                                        new Mask.KeepLast(4),
                                        null))),
                null,
                null,
                new ShadowAnswer(
                        new RevisionId("sha256:r2"),
                        Answered.ALLOW,
                        Answered.DENY,
                        List.of("payments/no-cards")),
                STATEMENTS,
                new TargetPlan.Planned(
                        1000, 27, List.of("Seq Scan on customers (rows=1000 cost=27)"), 0));
    }
}
