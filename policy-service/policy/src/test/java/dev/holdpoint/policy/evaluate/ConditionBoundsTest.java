package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.evaluate.Considered.Matched;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that fail or that would never end. */
class ConditionBoundsTest {
    private static final String ALLOW =
            "{ name: a, decide: allow, match: { effects: [ read ] }%s }";

    @Test
    void an_error_is_a_match_for_deny_and_hold_and_none_for_allow() {
        var fails = ", when: \"statement.tables[7] == 'x'\"";

        assertThat(decide(rule("deny", fails), ALLOW.formatted(""))).isInstanceOf(Deny.class);
        assertThat(decide(rule("hold", fails), ALLOW.formatted(""))).isInstanceOf(Hold.class);
        assertThat(decide(ALLOW.formatted(fails))).isInstanceOf(Deny.class);
        assertThat(decide(ALLOW.formatted(""))).isInstanceOf(Allow.class);
    }

    @Test
    void conditions_see_the_statement_the_principal_the_target_and_the_session() {
        var all =
                ", when: \"statement.hasWhere && !statement.destructive && 'read' in"
                        + " statement.effects && 'SELECT' in statement.kinds &&"
                        + " statement.tables.exists(t, t.startsWith('public.t')) &&"
                        + " size(statement.writes) == 0 && statement.reads.all(t, t != '') &&"
                        + " size(statement.functions) == 0 && size(statement.columns) == 1 &&"
                        + " principal.subject == 'alice' && principal.kind == 'human' &&"
                        + " 'engineers' in principal.groups && principal.onBehalfOf == '' &&"
                        + " principal.issuer.startsWith('http') && target.name == 'payments' &&"
                        + " target.protocol == 'postgres' && target.labels['data'] == 'payments' &&"
                        + " session.clientAddress == '127.0.0.1'\"";

        assertThat(decide(ALLOW.formatted(all))).isInstanceOf(Allow.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement.tables.all(a, statement.tables.all(b, statement.tables.all(c, a != b || b != c || a != 'x')))",
                "statement.tables.exists(a, statement.tables.exists(b, (a + b).matches('(x+x+)+y')))",
                "statement.tables.filter(a, a.matches('(a|b|ab)*c')).size() > 9"
            })
    void a_condition_that_would_run_for_long_fails_after_a_few_steps(String bomb) {
        var steps = new AtomicLong();
        var budget =
                new Budget(
                        () -> {
                            assertThat(steps.incrementAndGet()).isLessThanOrEqualTo(1_000);
                            return 0;
                        },
                        Duration.ofMillis(200));
        var rulebook = Asking.rules(rule("deny", ", when: \"" + bomb + "\""), ALLOW.formatted(""));

        var explanation =
                Evaluator.decide(rulebook, query(ALICE, facts(2_000)), Asking.NOON, budget);

        assertThat(explanation.decision()).isInstanceOf(Deny.class);
        assertThat(explanation.considered().getFirst())
                .isInstanceOfSatisfying(
                        Matched.class, matched -> assertThat(matched.error()).isTrue());
    }

    @Test
    void a_pattern_that_trying_every_way_would_never_finish_is_matched() {
        var never = ", when: \"'%s'.matches('(x+x+)+y')\"".formatted("x".repeat(80));

        assertThat(decide(rule("deny", never), ALLOW.formatted(""))).isInstanceOf(Allow.class);
    }

    @Test
    void whoever_overdraws_the_budget_is_denied() {
        var time = new AtomicLong();
        var budget = new Budget(() -> time.addAndGet(1_000_000), Duration.ofMillis(1));

        var decision =
                Evaluator.decide(
                                Asking.rules(ALLOW.formatted(", when: \"statement.hasWhere\"")),
                                query(ALICE, facts(1)),
                                Asking.NOON,
                                budget)
                        .decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
    }

    @Test
    void a_command_that_names_too_much_is_denied_before_any_rule() {
        assertThat(explain(Asking.rules(ALLOW.formatted("")), query(ALICE, facts(6_000))))
                .satisfies(
                        explanation -> {
                            assertThat(explanation.considered()).isEmpty();
                            assertThat(((Deny) explanation.decision()).code())
                                    .isEqualTo(RefusalCode.TOO_LARGE);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['a'].map(x, x + x).map(x, x + x).size() > 1",
                "dyn('a') == 'a'",
                "statement.tables",
                "'a' < 1"
            })
    void what_could_grow_or_has_no_type_is_refused_when_it_is_read(String expression) {
        assertThatThrownBy(() -> Asking.rules(rule("deny", ", when: \"" + expression + "\"")))
                .isInstanceOf(InvalidDocuments.class);
    }

    @Test
    void an_expression_of_any_length_or_depth_is_refused_when_it_is_read() {
        var parentheses = "(".repeat(300) + "true" + ")".repeat(300);
        var wide = "true" + " && true".repeat(400);

        for (var expression : List.of(parentheses, wide)) {
            assertThatThrownBy(() -> Asking.rules(rule("deny", ", when: \"" + expression + "\"")))
                    .isInstanceOf(InvalidDocuments.class);
        }
    }

    private static String rule(String decide, String when) {
        var approval =
                decide.equals("hold")
                        ? ", approval: { from: [ { group: dba } ], expires: 15m }"
                        : "";
        return "{ name: r, decide: %s, match: { effects: [ read ] }%s%s }"
                .formatted(decide, when, approval);
    }

    private static Decision decide(String... rules) {
        return Asking.decide(Asking.rules(rules), query(ALICE, facts(3)));
    }

    private static CommandFacts facts(int tables) {
        return Asking.reading(tables, i -> "public.t" + i);
    }
}
