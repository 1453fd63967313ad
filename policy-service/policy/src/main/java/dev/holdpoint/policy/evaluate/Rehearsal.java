package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.SourceFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Decides about made-up commands by a made-up policy before anybody asks: the first real command
 * must not wait, or be refused, because its decision loads and compiles what all others reuse.
 */
public final class Rehearsal {
    private static final int ROUNDS = 50;
    private static final Instant THEN = Instant.EPOCH;
    private static final Duration AMPLE = Duration.ofMinutes(1);
    private static final TargetName TARGET = new TargetName("rehearsal");
    private static final Principal NOBODY =
            new Principal(
                    new PrincipalId("https://localhost", "nobody"),
                    "nobody",
                    PrincipalKind.SERVICE,
                    List.of("nobody"),
                    null);

    private static final String POLICY =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: rehearsal }
            spec:
              targets: { names: [ rehearsal ] }
              rules:
                - name: denied
                  decide: deny
                  match: { effects: [ ddl ] }
                  reason: A rehearsal.
                - name: held
                  decide: hold
                  match: { effects: [ write ] }
                  when: '!statement.hasWhere || session.commandsLastMinute > 10 || risk > 50'
                  approval: { from: [ { group: nobody, votes: 1 } ], expires: 15m, mode: wait }
                  reason: A rehearsal.
                - name: allowed
                  decide: allow
                  match: { effects: [ read ] }
                  when: statement.kinds.exists(k, k.startsWith("REHEARSE"))
              risk:
                - name: rehearsed
                  add: 60
                  match: { effects: [ write ] }
                  when: '!statement.destructive'
              masks:
                - columns: [ public.secrets.secret ]
                  using: redact
            """;

    private Rehearsal() {}

    /** Takes some hundred milliseconds of processor time; made to be called off the event loop. */
    public static List<Decision> run() {
        var rulebook = rulebook();
        List<Decision> decisions = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            decisions =
                    List.of(Effect.DDL, Effect.WRITE, Effect.READ).stream()
                            .map(effect -> decide(rulebook, effect))
                            .toList();
        }
        return decisions;
    }

    private static Decision decide(Rulebook rulebook, Effect effect) {
        return Evaluator.decide(rulebook, query(effect), THEN, new Budget(System::nanoTime, AMPLE))
                .decision();
    }

    private static Rulebook rulebook() {
        var policies = DocumentReader.policies(List.of(new SourceFile("rehearsal", POLICY)));
        var target =
                new TargetSpec(
                        "postgres",
                        "localhost",
                        5432,
                        "none",
                        "none",
                        "env:NONE",
                        "disable",
                        Map.of(),
                        List.of());
        var grant =
                new GrantSpec(
                        List.of(),
                        NOBODY.groups(),
                        List.of(TARGET),
                        Map.of(),
                        List.of(Effect.DDL, Effect.WRITE, Effect.READ),
                        "nobody",
                        null,
                        null,
                        Origin.FILE,
                        null,
                        null,
                        null);
        return new Rulebook(
                new Revision(new RevisionId("rehearsal"), policies),
                Map.of(TARGET, target),
                Map.of(new GrantId("rehearsal"), grant),
                1);
    }

    private static DecisionQuery query(Effect effect) {
        return new DecisionQuery(
                NOBODY,
                TARGET,
                new SessionId("rehearsal"),
                new CommandId("rehearsal"),
                CommandFacts.of("REHEARSE", effect),
                SessionUse.NONE,
                null,
                Map.of(),
                null);
    }
}
