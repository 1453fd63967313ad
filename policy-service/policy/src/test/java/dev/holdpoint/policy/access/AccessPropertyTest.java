package dev.holdpoint.policy.access;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is decided about anybody's command, the listing said that it could be. */
class AccessPropertyTest {
    private static final List<Effect> EFFECTS = List.of(Effect.READ, Effect.WRITE, Effect.DDL);
    private static final List<Principal> PRINCIPALS =
            List.of(Asking.ALICE, Asking.BOB, Asking.AGENT, Asking.DEPLOY_BOT);
    private static final List<String> PRINCIPAL_MATCHES =
            List.of(
                    "",
                    "principal: { kind: agent }, ",
                    "principal: { kind: [ human, service ] }, ",
                    "principal: { groups: [ dba ] }, ",
                    "principal: { groups: [ agents, engineers ] }, ",
                    "principal: { subjects: [ alice ] }, ",
                    "principal: { subjects: [ deploy-bot, support-agent ], groups: [ ci ] }, ");
    private static final List<String> FURTHER =
            List.of("", ", tables: [ public.customers ]", ", kinds: [ x ]", ", writes: [ orders ]");

    @Property(tries = 500)
    void a_decision_was_listed_as_possible_for_its_principal_and_for_anybody(@ForAll long seed) {
        var random = new Random(seed);
        var rulebook = rulebook(random);
        var who = PRINCIPALS.get(random.nextInt(PRINCIPALS.size()));
        var facts = Asking.command("X", EFFECTS.get(random.nextInt(EFFECTS.size())));

        var explanation = Asking.explain(rulebook, Asking.query(who, facts));

        var known = new Who(who.id().subject(), Set.copyOf(who.groups()), who.kind());
        for (var asked : List.of(known, Who.ANYBODY)) {
            var listed = listed(rulebook, asked, facts);
            if (explanation.decision() instanceof Decision.Allow) {
                assertThat(listed).extracting(EffectAccess::atBest).contains(RuleDecision.ALLOW);
            }
            if (explanation.decision() instanceof Decision.Hold) {
                assertThat(listed)
                        .extracting(EffectAccess::atBest)
                        .containsAnyOf(RuleDecision.ALLOW, RuleDecision.HOLD);
            }
            var matched =
                    explanation.considered().stream()
                            .filter(Considered.Matched.class::isInstance)
                            .map(one -> one.rule().id())
                            .toList();
            assertThat(listed.isEmpty() ? matched : rules(listed)).containsAll(matched);
        }
    }

    private static List<EffectAccess> listed(Rulebook rulebook, Who who, CommandFacts facts) {
        return new AccessList(rulebook, NOON)
                .of(who, PAYMENTS).stream()
                        .flatMap(access -> access.effects().stream())
                        .filter(effect -> facts.effects().contains(effect.effect()))
                        .toList();
    }

    private static List<String> rules(List<EffectAccess> listed) {
        return listed.stream()
                .flatMap(one -> Stream.of(one.deny(), one.hold(), one.allow()))
                .flatMap(List::stream)
                .map(Applicable::rule)
                .toList();
    }

    private static Rulebook rulebook(Random random) {
        var rules = new ArrayList<String>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            rules.add(rule(i, random));
        }
        var grants = new HashMap<GrantId, GrantSpec>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            grants.put(new GrantId("g" + i), grant(random));
        }
        var one = Asking.rules(rules.toArray(String[]::new));
        return new Rulebook(one.revision(), one.targets(), grants, 1);
    }

    private static String rule(int number, Random random) {
        var decision = RuleDecision.values()[random.nextInt(3)];
        return "{ name: r%d, decide: %s, match: { %seffects: [ %s ]%s }%s%s }"
                .formatted(
                        number,
                        decision.name().toLowerCase(Locale.ROOT),
                        PRINCIPAL_MATCHES.get(random.nextInt(PRINCIPAL_MATCHES.size())),
                        random.nextBoolean() ? "read" : "read, write",
                        FURTHER.get(random.nextInt(FURTHER.size())),
                        random.nextInt(3) == 0 ? ", when: statement.hasWhere" : "",
                        decision == RuleDecision.HOLD
                                ? ", approval: { from: [ { group: dba } ], expires: 5m }"
                                : "");
    }

    private static GrantSpec grant(Random random) {
        var subjects = random.nextBoolean() ? List.of("alice", "deploy-bot") : List.<String>of();
        return new GrantSpec(
                subjects,
                subjects.isEmpty() || random.nextBoolean() ? List.of("agents", "dba") : List.of(),
                random.nextBoolean() ? List.of(PAYMENTS) : List.of(),
                Map.of("data", "payments"),
                EFFECTS.subList(0, 1 + random.nextInt(EFFECTS.size())),
                "carol",
                random.nextInt(5) == 0 ? NOON : null,
                null,
                "file",
                null,
                null);
    }
}
