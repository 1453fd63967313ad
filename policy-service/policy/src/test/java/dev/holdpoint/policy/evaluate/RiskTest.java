package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.evaluate.RiskScore.Part;
import dev.holdpoint.policy.language.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What adds to a command's risk, what takes from it, and what rules make of it. */
class RiskTest {
    private static final CommandFacts READ = command("SELECT", Effect.READ);
    private static final String READS = "match: { effects: [ read ] }";
    private static final String ALLOW = "{ name: a, decide: allow, " + READS + " }";
    private static final String HOLD_RISKY =
            "{ name: h, decide: hold, match: {}, when: risk >= 50,"
                    + " approval: { from: [ { group: dba } ], expires: 15m } }";
    private static final String BY_AGENT =
            "{ name: agent, add: 30, match: { principal: { kind: agent } } }";
    private static final String PEOPLE =
            "{ name: people, add: 20, match: { tables: [ public.customers ] } }";
    private static final String FAILS = "when: \"statement.reads[7] == 'x'\"";

    @Test
    void a_hold_asks_people_only_about_what_is_risky_enough() {
        var rulebook = policy(list(ALLOW, HOLD_RISKY), BY_AGENT, PEOPLE);

        assertThat(explain(rulebook, query(ALICE, READ)).decision())
                .isInstanceOf(Decision.Allow.class);
        assertThat(explain(rulebook, query(AGENT, READ)).decision())
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void every_entry_that_counts_is_told() {
        var rulebook = policy(list(ALLOW, HOLD_RISKY), BY_AGENT, PEOPLE);

        assertThat(explain(rulebook, query(AGENT, READ)).risks())
                .containsExactly(
                        new RiskScore(
                                "test",
                                50,
                                List.of(
                                        new Part("test/agent", 30, false),
                                        new Part("test/people", 20, false)),
                                false));
        assertThat(explain(rulebook, query(ALICE, READ)).risks())
                .containsExactly(
                        new RiskScore(
                                "test", 20, List.of(new Part("test/people", 20, false)), false));
    }

    @ParameterizedTest
    @CsvSource({"60, 60, 100", "100, -30, 70", "-80, 30, 0", "-80, -80, 0", "-30, 100, 70"})
    void the_sum_stays_between_0_and_100_and_is_cut_only_at_the_end(int one, int other, int score) {
        assertThat(score(adding("x", one, ""), adding("y", other, ""))).isEqualTo(score);
    }

    @Test
    void a_condition_that_fails_adds_its_points_and_takes_none() {
        var rulebook =
                policy(
                        list(ALLOW, HOLD_RISKY),
                        adding("adds", 40, FAILS),
                        adding("takes", -40, FAILS));

        assertThat(explain(rulebook, query(ALICE, READ)).risks())
                .containsExactly(
                        new RiskScore("test", 40, List.of(new Part("test/adds", 40, true)), false));
    }

    @Test
    void a_condition_that_does_not_hold_counts_nothing() {
        assertThat(score(adding("x", 40, "when: \"!statement.hasWhere\""))).isZero();
    }

    @Test
    void points_are_added_for_what_could_be_meant_and_taken_for_what_certainly_is() {
        var match = "match: { effects: [ read ], tables: [ public.customers ] } }";
        var adds = "{ name: x, add: 60, " + match;
        var takes = "{ name: y, add: -30, " + match;

        assertThat(score(READ, adds, takes)).isEqualTo(30);
        assertThat(score(reading("customers"), adds, takes)).isEqualTo(60);
        assertThat(score(reading("public.orders"), adds, takes)).isZero();
        assertThat(score(command("X", Effect.READ, Effect.WRITE), adds, takes)).isEqualTo(60);
        assertThat(score(command("X", Effect.READ, Effect.UNKNOWN), adds, takes)).isEqualTo(60);
    }

    @Test
    void the_risk_is_that_of_the_policy_whose_rule_asks() {
        var mine = source("mine", list(ALLOW, HOLD_RISKY), adding("x", 40, ""));
        var other = source("other", list(ALLOW, HOLD_RISKY), adding("x", 45, ""));

        var explanation =
                explain(
                        Asking.rulebook(List.of(mine, other), Asking.everything()),
                        query(ALICE, READ));

        assertThat(explanation.decision()).isInstanceOf(Decision.Allow.class);
        assertThat(explanation.risks()).extracting(RiskScore::policy).contains("mine", "other");
        assertThat(explanation.risks()).extracting(RiskScore::score).containsExactly(40, 45);
    }

    @Test
    void what_no_condition_asked_for_is_not_counted_and_no_input() {
        var rate = adding("rate", 60, "when: session.commandsLastMinute > 10");
        var asks = "{ name: d, decide: deny, match: { effects: [ ddl ] }, when: risk > 50 }";

        var unasked = explain(policy(list(ALLOW, asks), rate), used(20));
        var asked = explain(policy(list(ALLOW, asks.replace("ddl", "read")), rate), used(20));

        assertThat(unasked.risks()).isEmpty();
        assertThat(unasked.inputs()).isEmpty();
        assertThat(asked.decision()).isInstanceOf(Decision.Deny.class);
        assertThat(asked.inputs()).containsExactly(Input.COMMANDS_LAST_MINUTE);
    }

    @ParameterizedTest
    @CsvSource({"99, Allow", "100, Hold"})
    void an_estimate_that_the_risk_asks_for_decides(long rows, String decides) {
        var many = adding("many", 50, "when: statement.estimatedRows >= 100");

        var explanation =
                explain(policy(list(ALLOW, HOLD_RISKY), many), query(ALICE, READ.estimating(rows)));

        assertThat(name(explanation)).isEqualTo(decides);
        assertThat(explanation.wantsEstimate()).isFalse();
    }

    @Test
    void without_an_estimate_points_are_added_none_taken_and_it_is_wanted() {
        var many = "when: statement.estimatedRows >= 100";
        var adds = adding("adds", 30, many);
        var takes = adding("takes", -30, many);
        var base = adding("base", 30, "");

        var explanation =
                explain(policy(list(ALLOW, HOLD_RISKY), adds, takes, base), query(ALICE, READ));

        assertThat(explanation.decision()).isInstanceOf(Decision.Hold.class);
        assertThat(explanation.wantsEstimate()).isTrue();
        assertThat(explanation.risks())
                .containsExactly(
                        new RiskScore(
                                "test",
                                60,
                                List.of(
                                        new Part("test/adds", 30, true),
                                        new Part("test/base", 30, false)),
                                true));
    }

    @Test
    void the_second_rule_that_asks_wants_it_as_much_as_the_first() {
        var many = adding("many", 50, "when: statement.estimatedRows >= 100");
        var first = "{ name: f, decide: allow, " + READS + ", when: risk < 50 }";
        var second = "{ name: s, decide: deny, " + READS + ", when: risk == 7 }";

        var explanation = explain(policy(list(first, second), many), query(ALICE, READ));

        assertThat(explanation.considered()).allMatch(Considered::wantsEstimate);
    }

    @Test
    void entries_that_take_too_long_end_in_a_deny() {
        var time = new AtomicLong();
        var budget = new Budget(() -> time.addAndGet(1_000_000), Duration.ofMillis(5));
        var slow = adding("slow", 10, "when: \"statement.reads.all(r, r in statement.writes)\"");
        var rulebook = policy(list(ALLOW, HOLD_RISKY), slow, slow.replace("slow", "slower"));

        var decision = Evaluator.decide(rulebook, query(ALICE, READ), NOON, budget).decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
    }

    private static int score(String... entries) {
        return score(READ, entries);
    }

    private static int score(CommandFacts facts, String... entries) {
        var rulebook = policy(list(ALLOW, HOLD_RISKY), entries);
        return explain(rulebook, query(ALICE, facts)).risks().getFirst().score();
    }

    private static String adding(String name, int points, String when) {
        return "{ name: %s, add: %d, %s%s }"
                .formatted(name, points, READS, when.isEmpty() ? "" : ", " + when);
    }

    private static CommandFacts reading(String table) {
        return new CommandFacts(
                READ.kinds(),
                READ.effects(),
                List.of(table),
                List.of(),
                READ.columns(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                false,
                null,
                "f");
    }

    private static DecisionQuery used(long commands) {
        return query(READ, new SessionUse("psql", "127.0.0.1", commands, 0, 0));
    }

    private static String name(Explanation explanation) {
        return explanation.decision().getClass().getSimpleName();
    }

    private static Rulebook policy(String rules, String... risk) {
        return Asking.rulebook(List.of(source("test", rules, risk)), Asking.everything());
    }

    private static SourceFile source(String name, String rules, String... risk) {
        return Asking.source(name, "rules:\n" + rules + "risk:\n" + list(risk));
    }

    private static String list(String... items) {
        var text = new StringBuilder();
        for (var item : items) {
            text.append("  - ").append(item).append('\n');
        }
        return text.toString();
    }
}
