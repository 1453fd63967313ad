package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.trial.Analyst.Reading;
import dev.holdpoint.policy.trial.Analyst.Unjudgeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Cases tried on a small policy, whose texts are the effect they have. */
final class Trying {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final String DOCUMENTS =
            """
            apiVersion: holdpoint.dev/v1
            kind: Target
            metadata: { name: payments }
            spec:
              protocol: postgres
              host: localhost
              port: 5432
              database: payments
              username: payments
              secret: env:PAYMENTS
              tls: disable
              labels: { data: payments }
            ---
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: agents }
            spec:
              groups: [ agents ]
              targets: { names: [ payments ] }
              effects: [ read, write, session, ddl ]
              owner: bob
              expiresAt: 2027-01-01
            ---
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: p }
            spec:
              targets: { labels: { data: payments } }
              rules:
                - name: too-much
                  decide: deny
                  match: { effects: [ read, write ] }
                  when: >-
                    session.rowsReturned > 100
                    || session.applicationName == "report" && statement.estimatedRows > 500
                  reason: Too much.
                - name: untold
                  decide: deny
                  match: { effects: [ session ] }
                  when: session.justification == "" && !("team" in statement.tags)
                - name: writes
                  decide: hold
                  match: { effects: [ write ] }
                  approval: { from: [ { group: dba, votes: 2 } ], expires: 15m }
                - name: reads
                  decide: allow
                  match: { effects: [ read, session ] }
                  limits: { rows: 500 }
              requests:
                - name: on-call
                  principal: { kind: agent }
                  effects: [ ddl ]
                  longest: 2h
                  justification: required
                  approval: { from: [ { group: dba, votes: 2 } ], expires: 1h }
              masks:
                - columns: [ public.customers.card_number ]
                  using: { keepLast: 4 }
                - detect: [ email, credit-card ]
                  using: redact
            """;

    private Trying() {}

    static Rulebook rulebook() {
        return Asking.rulebook(
                Asking.reader().read(List.of(new SourceFile("documents.yaml", DOCUMENTS))));
    }

    /** The verdict on the one case whose fields these lines are. */
    static Verdict verdict(String... lines) {
        return trial().of(TestReader.read(List.of(file(lines)))).getFirst();
    }

    static Trial trial() {
        return new Trial(rulebook(), Trying::read, NOW);
    }

    static SourceFile file(String... lines) {
        var head =
                """
                apiVersion: holdpoint.dev/v1
                kind: PolicyTest
                metadata: { name: t }
                spec:
                  target: payments
                  principals:
                    - { subject: agent, kind: agent, groups: [ agents ], onBehalfOf: alice }
                  cases:
                    - name: one
                      principal: agent
                """;
        return new SourceFile("tests/t.yaml", head + (String.join("\n", lines) + "\n").indent(6));
    }

    static Reading read(String sql, KnownTables tables) {
        if (sql.startsWith("EXECUTE")) {
            throw new Unjudgeable("It runs what an earlier command prepared.");
        }
        var effect = Effect.valueOf(sql);
        return new Reading(CommandFacts.of("SOME", effect), Map.of(), List.of("read from " + sql));
    }
}
