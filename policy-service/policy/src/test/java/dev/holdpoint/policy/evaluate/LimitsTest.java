package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final String READS =
            "{ name: reads, decide: allow, match: { effects: [ read ] } }";
    private static final String TEN =
            "{ name: ten, decide: allow, match: { effects: [ read ] }, limits: { rows: 10 } }";
    private static final String LARGE =
            "{ name: large, decide: allow, match: { effects: [ read ] },"
                    + " when: statement.estimatedRows > 5, limits: { rows: 3 } }";
    private static final String WRITES_WAIT =
            "{ name: ask, decide: hold, match: { effects: [ write ] },"
                    + " approval: { from: [ { group: dba } ], expires: 5m } }";

    @Test
    void without_limits_all_rows_may_leave() {
        assertThat(obligations(Asking.rules(READS))).isEmpty();
    }

    @Test
    void the_least_of_all_rules_that_match_and_all_policies_counts() {
        assertThat(obligations(Asking.rules(READS, TEN)))
                .containsExactly(new LimitRows(10, "test/ten"));
        assertThat(obligations(policy("limits: { rows: 7 }", READS, TEN)))
                .containsExactly(new LimitRows(7, "test"));
        assertThat(obligations(policy("limits: { rows: 70 }", READS, TEN)))
                .containsExactly(new LimitRows(10, "test/ten"));
    }

    @Test
    void an_estimate_is_asked_for_where_it_could_limit_what_is_allowed_anyway() {
        var rulebook = Asking.rules(READS, LARGE);
        var unknown = query(ALICE, command("SELECT", Effect.READ));
        var many = query(ALICE, command("SELECT", Effect.READ).estimating(6));

        assertThat(explain(rulebook, unknown).wantsEstimate()).isTrue();
        assertThat(obligations(explain(rulebook, many)))
                .containsExactly(new LimitRows(3, "test/large"));
    }

    @Test
    void what_is_released_is_limited_too() {
        var rulebook = policy("limits: { rows: 7 }", WRITES_WAIT);

        var held = explain(rulebook, query(ALICE, command("UPDATE", Effect.WRITE)));

        assertThat(held.decision()).isInstanceOf(Decision.Hold.class);
        assertThat(held.onceReleased()).containsExactly(new LimitRows(7, "test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ name: r, decide: deny, match: {}, limits: { rows: 1 } }",
                "{ name: r, decide: allow, match: { effects: [ read ] }, limits: { rows: 0 } }",
                "{ name: r, decide: allow, match: { effects: [ read ] }, limits: { row: 1 } }",
                "{ name: r, decide: allow, match: { effects: [ read ] }, limits: {} }"
            })
    void a_limit_that_is_none_is_refused_where_it_stands(String rule) {
        assertThatThrownBy(() -> Asking.rules(rule))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("test.yaml:7:");
    }

    private static Rulebook policy(String more, String... rules) {
        var text = new StringBuilder("rules:\n");
        for (var rule : rules) {
            text.append("  - ").append(rule).append('\n');
        }
        return Asking.policy(text.append(more).append('\n').toString());
    }

    private static List<Obligation> obligations(Rulebook rulebook) {
        return obligations(explain(rulebook, query(ALICE, command("SELECT", Effect.READ))));
    }

    private static List<Obligation> obligations(Explanation explanation) {
        return ((Decision.Allow) explanation.decision()).obligations();
    }
}
