package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An agent's everyday read, as policy is asked about it and as the log keeps it. */
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final TargetName TARGET = new TargetName("payments");
    public static final Principal AGENT =
            new Principal(
                    new PrincipalId("http://localhost:18081", "support-agent"),
                    "support-agent",
                    PrincipalKind.AGENT,
                    List.of("agents"),
                    null);
    public static final SessionUse USE = new SessionUse("pgbench", "127.0.0.1", 120, 4_000, 0);
    public static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("SELECT"),
                    List.of(Effect.READ),
                    List.of("public.pgbench_accounts"),
                    List.of(),
                    List.of("aid", "abalance"),
                    List.of("public.pgbench_accounts.abalance"),
                    List.of(),
                    List.of("public.pgbench_accounts.aid"),
                    List.of(),
                    true,
                    false,
                    null,
                    "18:5c9bb26ad6b20f9b");

    private Sample() {}

    static Envelope<CommandDecided> intent(String session, long sequence) {
        var id = new SessionId(session);
        var text = "SELECT abalance FROM pgbench_accounts WHERE aid = $1";
        return new Envelope<>(
                new EventId(UUID.randomUUID().toString()),
                new StreamId(session),
                sequence,
                NOON,
                Actor.service("proxy-edge"),
                "proxy-edge/benchmark",
                null,
                new CommandDecided(
                        id,
                        new CommandId("c-" + sequence),
                        AGENT,
                        TARGET,
                        new Digest("sha256:" + "5c".repeat(32)),
                        text,
                        List.of("4711"),
                        FACTS,
                        USE,
                        null,
                        Map.of(),
                        new Decision.Allow(
                                new RevisionId("sha256:1"),
                                List.of("payments/reads"),
                                "reads",
                                List.of()),
                        null,
                        null,
                        null,
                        null,
                        null));
    }
}
