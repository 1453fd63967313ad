package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.ample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.DecisionQuery.Approved;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Documents that were in force change nothing, whatever they say and whatever was asked. */
class SameDocumentsPropertyTest {
    private static final List<String> DECISIONS = List.of("allow", "hold", "deny");
    private static final List<String> EFFECTS = List.of("read", "write", "ddl", "session");
    private static final List<String> CONDITIONS =
            List.of(
                    "statement.estimatedRows > 500",
                    "!statement.hasWhere",
                    "session.commandsLastMinute > 10",
                    "session.rowsReturned >= 100",
                    "session.rowsWritten >= 100",
                    "session.justification == ''",
                    "session.applicationName == 'psql'",
                    "'team' in statement.tags && statement.tags['team'] == 'red'",
                    "statement.reads.exists(t, t == 'public.orders')",
                    "statement.tags['missing'] == 'x'",
                    "principal.kind == 'agent' || statement.destructive");
    private static final List<Principal> PRINCIPALS =
            List.of(
                    Asking.ALICE,
                    Asking.BOB,
                    Asking.AGENT,
                    Asking.DEPLOY_BOT,
                    Asking.human("mallory"));
    private static final List<RefusalCode> OF_THE_EDGE =
            List.of(RefusalCode.POLICY_DENIED, RefusalCode.NOT_UNDERSTOOD, RefusalCode.TOO_LARGE);

    @Property(tries = 200)
    void the_documents_that_were_in_force_change_nothing(@ForAll long seed) {
        var random = new Random(seed);
        var rulebook = rulebook(random);
        var recording = new Recording();
        for (int i = 0; i < 40; i++) {
            recording.later(Duration.ofMinutes(random.nextInt(120)));
            run(recording, rulebook, random);
        }

        var result = recording.simulate(Recording.draft(rulebook), rulebook);

        assertThat(result.commands()).isEqualTo(40);
        assertThat(result.unchanged()).isEqualTo(40);
        assertThat(result.changes()).isEmpty();
        assertThat(result.notEvaluable()).isEmpty();
        assertThat(result.masksChanged()).isZero();
        assertThat(result.termsChanged()).isZero();
        assertThat(result.holds())
                .allSatisfy(h -> assertThat(h.expected()).isEqualTo(h.recorded()));
        assertThat(recording.simulate(Recording.draft(rulebook), rulebook)).isEqualTo(result);
    }

    /** As an edge does: with an estimate where one is wanted, and refusals of its own. */
    private static void run(Recording recording, Rulebook rulebook, Random random) {
        var query = query(recording, random);
        var explanation = decide(recording, rulebook, query);
        if (explanation.wantsEstimate() && random.nextBoolean()) {
            query = with(query, query.facts().estimating(random.nextInt(1000)), null);
            explanation = decide(recording, rulebook, query);
        }
        var decision = explanation.decision();
        if (!(decision instanceof Decision.Deny) && random.nextInt(5) == 0) {
            decision = refused(decision, random);
        }
        recording.add(query, decision);
        if (decision instanceof Decision.Hold hold && random.nextBoolean()) {
            release(recording, rulebook, query, hold);
        }
    }

    private static void release(
            Recording recording, Rulebook rulebook, DecisionQuery query, Decision.Hold hold) {
        var approved = new Approved(new HoldId("h-1"), hold.terms());
        var again = with(query, query.facts(), approved);
        recording.later(Duration.ofMinutes(10));
        var decision = decide(recording, rulebook, again).decision();
        if (decision instanceof Decision.Allow) {
            recording.add(again, decision, null, approved.hold());
        } else {
            recording.add(again, refused(decision, new Random(0)));
        }
    }

    private static Explanation decide(Recording recording, Rulebook rulebook, DecisionQuery query) {
        return Evaluator.decide(rulebook, query, recording.now(), ample());
    }

    private static Decision refused(Decision decision, Random random) {
        var code = OF_THE_EDGE.get(random.nextInt(OF_THE_EDGE.size()));
        return new Decision.Deny(decision.revision(), decision.rules(), "The edge.", code);
    }

    private static DecisionQuery with(
            DecisionQuery query, CommandFacts facts, @Nullable Approved approved) {
        return new DecisionQuery(
                query.principal(),
                query.target(),
                query.session(),
                query.command(),
                facts,
                query.use(),
                query.justification(),
                query.tags(),
                approved);
    }

    private static DecisionQuery query(Recording recording, Random random) {
        return recording.query(
                PRINCIPALS.get(random.nextInt(PRINCIPALS.size())),
                facts(random),
                new SessionUse(
                        random.nextBoolean() ? "psql" : "app",
                        "127.0.0.1",
                        random.nextInt(20),
                        random.nextInt(200),
                        random.nextInt(200)),
                random.nextBoolean() ? "ticket 4711" : null,
                random.nextBoolean() ? Map.of("team", "red") : Map.of());
    }

    private static CommandFacts facts(Random random) {
        var effects = EnumSet.noneOf(Effect.class);
        for (int i = 0; i <= random.nextInt(2); i++) {
            effects.add(Effect.values()[random.nextInt(Effect.values().length)]);
        }
        var tables = List.of(random.nextBoolean() ? "public.customers" : "public.orders");
        return new CommandFacts(
                List.of("X"),
                List.copyOf(effects),
                tables,
                List.of(),
                List.of("id"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                random.nextBoolean(),
                random.nextBoolean(),
                null,
                "f");
    }

    private static Rulebook rulebook(Random random) {
        var rules = new ArrayList<String>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            rules.add(rule("r" + i, random));
        }
        var live = Asking.rules(rules.toArray(String[]::new));
        var grant =
                Asking.grant(
                        List.of(Effect.READ, Effect.WRITE, Effect.SESSION),
                        random.nextBoolean() ? Asking.NOON.plus(Duration.ofHours(20)) : null,
                        null);
        return new Rulebook(
                live.revision(), live.targets(), Map.of(new GrantId("everything"), grant), 1);
    }

    private static String rule(String name, Random random) {
        var decide = DECISIONS.get(random.nextInt(DECISIONS.size()));
        var effects = EFFECTS.subList(0, 1 + random.nextInt(EFFECTS.size()));
        return "{ name: %s, decide: %s, match: { effects: [ %s ] }%s%s }"
                .formatted(
                        name,
                        decide,
                        String.join(", ", effects),
                        random.nextBoolean()
                                ? ", when: \"%s\""
                                        .formatted(
                                                CONDITIONS.get(random.nextInt(CONDITIONS.size())))
                                : "",
                        decide.equals("hold") ? approval(random) : "");
    }

    private static String approval(Random random) {
        return ", approval: { from: [ { group: dba, votes: %d } ], expires: %dm, mode: %s }"
                .formatted(
                        1 + random.nextInt(2),
                        1 + random.nextInt(30),
                        random.nextBoolean() ? "wait" : "ticket");
    }
}
