package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.decide;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is only meant to take rights away never gives any. */
class MonotonyPropertyTest {
    private static final int QUERIES = 20;

    @Property(tries = 200)
    void one_more_rule_that_denies_never_loosens(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var policies = new ArrayList<>(Drawing.policies(rulebook));
        if (policies.isEmpty()) {
            return;
        }
        var policy = drawing.one(policies);
        var denying = drawing.rule(policy);
        while (denying.decision() != RuleDecision.DENY) {
            denying = drawing.rule(policy);
        }
        policies.set(policies.indexOf(policy), Drawing.ruled(policy, with(policy, denying)));

        neverLooser(drawing, rulebook, Drawing.with(rulebook, policies), drawing::query);
    }

    @Property(tries = 200)
    void one_more_policy_that_only_denies_never_loosens(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var more = new ArrayList<>(Drawing.policies(rulebook));
        for (var policy : Drawing.policies(new Drawing(seed + 1).rulebook())) {
            more.add(Drawing.ruled(policy, only(policy, RuleDecision.DENY)));
        }

        neverLooser(drawing, rulebook, Drawing.with(rulebook, more), drawing::query);
    }

    /** Justified, because an allow may also be what wants a justification. */
    @Property(tries = 200)
    void one_rule_less_that_allows_never_loosens(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var without =
                Drawing.ruled(
                        rulebook,
                        rules ->
                                rules.stream()
                                        .filter(
                                                rule ->
                                                        rule.decision() != RuleDecision.ALLOW
                                                                || drawing.oneIn(2))
                                        .toList());

        neverLooser(drawing, rulebook, without, drawing::understood);
    }

    @Property(tries = 200)
    void one_grant_less_never_loosens(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        if (rulebook.grants().isEmpty()) {
            return;
        }
        var grants = new HashMap<>(rulebook.grants());
        var ids = grants.keySet().stream().map(GrantId::value).sorted().toList();
        grants.remove(new GrantId(drawing.one(ids)));

        neverLooser(
                drawing,
                rulebook,
                new Rulebook(rulebook.revision(), rulebook.targets(), grants, 2),
                drawing::query);
    }

    /**
     * Where no rule asks for a risk, since a rule may well deny what is of too little risk. That
     * people are asked about what nothing would match if the rows were known, is meant.
     */
    @Property(tries = 200)
    void not_knowing_how_many_rows_allows_nothing_and_lifts_no_rule_that_denies(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var drawn = drawing.rulebook();
        var rulebook =
                Drawing.with(
                        drawn,
                        Drawing.policies(drawn).stream()
                                .map(policy -> Drawing.scored(policy, List.of()))
                                .toList());
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.understood();
            var facts = query.facts().estimating(drawing.rows());
            var known =
                    decide(
                            rulebook,
                            Drawing.with(
                                    query,
                                    facts,
                                    query.use(),
                                    query.justification(),
                                    query.tags()));
            var unknown = decide(rulebook, query);

            if (unknown instanceof Decision.Allow) {
                assertThat(known).isInstanceOf(Decision.Allow.class);
            }
            if (known instanceof Decision.Deny && !known.rules().contains("default")) {
                assertThat(unknown).isInstanceOf(Decision.Deny.class);
            }
        }
    }

    private static void neverLooser(
            Drawing drawing, Rulebook before, Rulebook after, Supplier<DecisionQuery> queries) {
        for (int i = 0; i < QUERIES; i++) {
            var asked = queries.get();
            var query = drawing.oneIn(4) ? drawing.released(asked) : asked;

            assertThat(Said.answer(decide(after, query)))
                    .isGreaterThanOrEqualTo(Said.answer(decide(before, query)));
        }
    }

    private static List<Rule> with(PolicyDocument policy, Rule rule) {
        var rules = new ArrayList<>(policy.rules());
        rules.add(rule);
        return rules;
    }

    private static List<Rule> only(PolicyDocument policy, RuleDecision decision) {
        return policy.rules().stream().filter(rule -> rule.decision() == decision).toList();
    }
}
