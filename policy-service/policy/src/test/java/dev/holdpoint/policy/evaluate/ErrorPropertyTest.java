package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A condition that cannot be evaluated is a match for deny and hold, and none for allow. */
class ErrorPropertyTest {
    private static final Text FAILS =
            new Text("statement.kinds[99] == 'x'", new Place("errors.yaml", 1, 1));

    @Property(tries = 200)
    void a_condition_that_fails_matches_unless_its_rule_allows(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        var query = drawing.understood();
        for (var policy : Drawing.policies(rulebook)) {
            for (var rule : policy.rules()) {
                boolean isMeant = decides(rulebook, policy, on(rule, null), query);
                var failing =
                        Condition.withoutRisk(FAILS, Environment.of(rule.match().protocols()));

                assertThat(decides(rulebook, policy, on(rule, failing), query))
                        .isEqualTo(isMeant && rule.decision() != RuleDecision.ALLOW);
            }
        }
    }

    private static boolean decides(
            Rulebook rulebook, PolicyDocument policy, Rule rule, DecisionQuery query) {
        var alone = Drawing.with(rulebook, List.of(Drawing.ruled(policy, List.of(rule))));
        return decide(alone, query).rules().contains(rule.id());
    }

    private static Rule on(Rule rule, @Nullable Condition when) {
        return new Rule(
                rule.id(),
                rule.decision(),
                rule.match(),
                when,
                rule.reason(),
                rule.wantsJustification(),
                rule.terms(),
                rule.mostRows(),
                rule.beyondGrant());
    }
}
