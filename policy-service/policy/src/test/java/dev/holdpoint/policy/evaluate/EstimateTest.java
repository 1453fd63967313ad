package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An estimate of rows is wanted when it could change the decision, and missed strictly. */
class EstimateTest {
    private static final CommandFacts READ = command("SELECT", Effect.READ);
    private static final String MATCH = "match: { effects: [ read ] }";
    private static final String ALLOW = "{ name: a, decide: allow, " + MATCH + " }";
    private static final String DENY = "{ name: d, decide: deny, " + MATCH + " }";
    private static final String HOLD = hold("h", "");
    private static final String ALLOW_FEW = rule("af", "allow", "statement.estimatedRows < 100");
    private static final String DENY_MANY = rule("dm", "deny", "statement.estimatedRows >= 100");
    private static final String HOLD_MANY =
            hold("hm", ", when: \"statement.estimatedRows >= 100\"");

    @ParameterizedTest
    @CsvSource({"99, Allow", "100, Deny"})
    void an_estimate_decides(long rows, String decides) {
        var explanation = explain(rules(ALLOW, DENY_MANY), query(ALICE, READ.estimating(rows)));

        assertThat(explanation.decision().getClass().getSimpleName()).isEqualTo(decides);
        assertThat(explanation.wantsEstimate()).isFalse();
    }

    @Test
    void without_one_deny_and_hold_match_and_allow_does_not() {
        check("Deny", true, ALLOW, DENY_MANY);
        check("Hold", true, ALLOW, HOLD_MANY);
        check("Deny", true, ALLOW_FEW);
    }

    @Test
    void it_is_not_wanted_where_it_can_change_nothing() {
        check("Deny", false, DENY, DENY_MANY);
        check("Deny", false, DENY, HOLD_MANY);
        check("Deny", false, DENY, ALLOW_FEW);
        check("Hold", false, HOLD, ALLOW_FEW);
        check("Allow", false, ALLOW, ALLOW_FEW);
        check("Allow", false, ALLOW, rule("no", "deny", "false && statement.estimatedRows > 1"));
    }

    @Test
    void it_is_wanted_where_it_could_add_to_a_hold() {
        check("Hold", true, HOLD, HOLD_MANY);
        check("Deny", true, HOLD, DENY_MANY);
    }

    @Test
    void it_is_not_wanted_for_what_no_grant_covers() {
        var beyond = command("?", Effect.UNKNOWN);

        assertThat(
                        explain(
                                        rules(rule("dm", "hold", "true").replace("hold", "allow")),
                                        query(ALICE, beyond))
                                .wantsEstimate())
                .isFalse();
    }

    private static void check(String decides, boolean wanted, String... rules) {
        var explanation = explain(rules(rules), query(ALICE, READ));

        assertThat(explanation.decision().getClass().getSimpleName()).isEqualTo(decides);
        assertThat(explanation.wantsEstimate()).isEqualTo(wanted);
    }

    private static String rule(String name, String decide, String when) {
        return "{ name: %s, decide: %s, %s, when: \"%s\" }".formatted(name, decide, MATCH, when);
    }

    private static String hold(String name, String when) {
        return "{ name: %s, decide: hold, %s%s, approval: { from: [ { group: dba } ], expires: 15m } }"
                .formatted(name, MATCH, when);
    }
}
