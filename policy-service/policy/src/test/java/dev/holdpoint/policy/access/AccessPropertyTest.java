package dev.holdpoint.policy.access;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.Obligation.RecordResults;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.RecordingLevel;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
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

    /** A rulebook, and somebody who asks it about a command of one effect. */
    private record Question(Rulebook rulebook, Principal who, CommandFacts facts, String why) {
        static Question of(long seed) {
            var random = new Random(seed);
            var rulebook = AccessPropertyTest.rulebook(random);
            return new Question(
                    rulebook,
                    PRINCIPALS.get(random.nextInt(PRINCIPALS.size())),
                    Asking.command("X", EFFECTS.get(random.nextInt(EFFECTS.size()))),
                    random.nextBoolean() ? "" : "ticket 7");
        }

        Explanation explanation() {
            var asked = Asking.query(who, facts);
            return Asking.explain(
                    rulebook,
                    new DecisionQuery(
                            who,
                            PAYMENTS,
                            asked.session(),
                            asked.command(),
                            facts,
                            asked.use(),
                            why,
                            Map.of(),
                            null));
        }

        List<Access> accesses(Who about) {
            return new AccessList(rulebook, NOON).of(about, PAYMENTS);
        }

        List<EffectAccess> listed(Who about) {
            return accesses(about).stream()
                    .flatMap(access -> access.effects().stream())
                    .filter(effect -> facts.effects().contains(effect.effect()))
                    .toList();
        }
    }

    @Property(tries = 500)
    void a_decision_was_listed_as_possible_for_its_principal_and_for_anybody(@ForAll long seed) {
        var question = Question.of(seed);
        var explanation = question.explanation();

        for (var asked : List.of(Who.of(question.who()), Who.ANYBODY)) {
            var listed = question.listed(asked);
            if (explanation.decision() instanceof Decision.Allow) {
                assertThat(listed).extracting(EffectAccess::atBest).contains(RuleDecision.ALLOW);
            }
            if (explanation.decision() instanceof Decision.Hold) {
                assertThat(listed)
                        .extracting(EffectAccess::atBest)
                        .containsAnyOf(RuleDecision.ALLOW, RuleDecision.HOLD);
            }
            var matched = matched(explanation);
            assertThat(listed.isEmpty() ? matched : rules(listed)).containsAll(matched);
        }
    }

    @Property(tries = 1000)
    void where_nothing_else_is_asked_the_listing_is_the_decision(@ForAll long seed) {
        var question = Question.of(seed);
        var listed = question.listed(Who.of(question.who()));
        Assume.that(listed.stream().flatMap(AccessPropertyTest::all).allMatch(Applicable::always));

        var decided = decided(question.explanation().decision());

        if (listed.isEmpty() || unjustified(listed.getFirst(), question)) {
            assertThat(decided).isEqualTo(RuleDecision.DENY);
        } else {
            assertThat(listed).extracting(EffectAccess::atBest).containsOnly(decided);
        }
    }

    @Property(tries = 1000)
    void what_may_leave_and_what_is_recorded_was_listed(@ForAll long seed) {
        var question = Question.of(seed);
        var explanation = question.explanation();
        if (explanation.decision() instanceof Decision.Deny) {
            return;
        }
        var obligations =
                explanation.decision() instanceof Decision.Allow allow
                        ? allow.obligations()
                        : explanation.onceReleased();
        var access = question.accesses(Who.of(question.who())).getFirst();
        var listed = question.listed(Who.of(question.who())).getFirst();
        var matched = matched(explanation);

        var rows =
                Stream.concat(
                        listed.limit().stream().map(LimitRows::rows),
                        listed.allow().stream()
                                .filter(allow -> matched.contains(allow.rule()))
                                .map(Applicable::rows)
                                .filter(Objects::nonNull));
        assertThat(
                        obligations.stream()
                                .filter(LimitRows.class::isInstance)
                                .map(LimitRows.class::cast))
                .extracting(LimitRows::rows)
                .isEqualTo(rows.min(Long::compare).stream().toList());
        assertThat(obligations.stream().anyMatch(RecordResults.class::isInstance))
                .isEqualTo(access.recording() == RecordingLevel.RESULTS);
    }

    @Property(tries = 500)
    void a_command_denied_for_want_of_a_justification_was_listed_as_needing_one(@ForAll long seed) {
        var question = Question.of(seed);
        var decision = question.explanation().decision();
        boolean wanting =
                decision instanceof Decision.Deny deny && deny.reason().contains("wants to know");

        assertThat(wanting && !question.why().isEmpty()).isFalse();
        assertThat(
                        !wanting
                                || question.listed(Who.of(question.who())).stream()
                                        .flatMap(AccessPropertyTest::all)
                                        .anyMatch(Applicable::needsJustification))
                .isTrue();
    }

    private static boolean unjustified(EffectAccess listed, Question question) {
        return listed.needsJustification() && question.why().isEmpty();
    }

    private static RuleDecision decided(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> RuleDecision.ALLOW;
            case Decision.Hold _ -> RuleDecision.HOLD;
            case Decision.Deny _ -> RuleDecision.DENY;
        };
    }

    private static List<String> matched(Explanation explanation) {
        return explanation.considered().stream()
                .filter(Considered.Matched.class::isInstance)
                .map(one -> one.rule().id())
                .toList();
    }

    private static Stream<Applicable> all(EffectAccess one) {
        return Stream.of(one.deny(), one.hold(), one.allow()).flatMap(List::stream);
    }

    private static List<String> rules(List<EffectAccess> listed) {
        return listed.stream().flatMap(AccessPropertyTest::all).map(Applicable::rule).toList();
    }

    private static Rulebook rulebook(Random random) {
        var rules = new ArrayList<String>();
        boolean plain = random.nextBoolean();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            rules.add(rule(i, random, plain));
        }
        var grants = new HashMap<GrantId, GrantSpec>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            grants.put(new GrantId("g" + i), grant(random));
        }
        var one = Asking.policy(terms(random) + "rules:\n" + String.join("", rules));
        return new Rulebook(one.revision(), one.targets(), grants, 1);
    }

    private static String terms(Random random) {
        return (random.nextInt(3) == 0 ? "recording: results\n" : "")
                + (random.nextInt(3) == 0 ? "limits: { rows: 100 }\n" : "");
    }

    private static String rule(int number, Random random, boolean plain) {
        var decision = RuleDecision.values()[random.nextInt(3)];
        return "  - { name: r%d, decide: %s, match: { %seffects: [ %s ]%s }%s%s%s }\n"
                .formatted(
                        number,
                        decision.name().toLowerCase(Locale.ROOT),
                        PRINCIPAL_MATCHES.get(random.nextInt(PRINCIPAL_MATCHES.size())),
                        random.nextBoolean() ? "read" : "read, write",
                        plain ? "" : FURTHER.get(random.nextInt(FURTHER.size())),
                        !plain && random.nextInt(3) == 0 ? ", when: statement.hasWhere" : "",
                        decision == RuleDecision.DENY || random.nextInt(4) > 0
                                ? ""
                                : ", justification: required",
                        terms(decision, random));
    }

    private static String terms(RuleDecision decision, Random random) {
        return switch (decision) {
            case HOLD -> ", approval: { from: [ { group: dba } ], expires: 5m }";
            case ALLOW ->
                    random.nextInt(3) == 0
                            ? ", limits: { rows: %d }".formatted(1 + random.nextInt(200))
                            : "";
            case DENY -> "";
        };
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
                "rest",
                null,
                random.nextInt(3) == 0
                        ? PRINCIPALS.get(random.nextInt(PRINCIPALS.size())).id()
                        : null,
                null);
    }
}
