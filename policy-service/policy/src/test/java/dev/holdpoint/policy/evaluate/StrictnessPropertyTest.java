package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Said.Answer;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Deny over hold over allow, and deny where nothing matches, whatever is published and asked. */
class StrictnessPropertyTest {
    private static final int QUERIES = 10;

    @Property(tries = 200)
    void the_strictest_of_what_each_rule_says_alone_decides(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.understood();
            if (isGranted(rulebook, query)) {
                check(decide(rulebook, query), matching(rulebook, query));
            }
        }
    }

    private static void check(Decision decision, List<Rule> matching) {
        if (matching.isEmpty()) {
            assertThat(decision).isInstanceOf(Decision.Deny.class);
            assertThat(decision.rules()).containsExactly("default");
            return;
        }
        var strictest =
                matching.stream()
                        .map(rule -> Answer.valueOf(rule.decision().name()))
                        .reduce(Answer.ALLOW, (a, b) -> a.compareTo(b) > 0 ? a : b);
        assertThat(Said.answer(decision)).isEqualTo(strictest);
        assertThat(decision.rules())
                .containsExactlyInAnyOrderElementsOf(matching.stream().map(Rule::id).toList());
        assertThat(matching)
                .filteredOn(rule -> rule.id().equals(decision.rules().getFirst()))
                .allMatch(rule -> rule.decision().name().equals(strictest.name()));
        if (decision instanceof Decision.Hold hold) {
            checkTerms(hold.terms(), matching.stream().map(Rule::terms).toList());
        }
    }

    /** What is asked of approvers is what every one of the rules asks. */
    private static void checkTerms(HoldTerms terms, List<HoldTerms> each) {
        var asked = each.stream().filter(Objects::nonNull).toList();
        var votes = new TreeMap<String, Integer>();
        asked.stream()
                .flatMap(one -> one.parts().stream())
                .forEach(part -> votes.merge(part.group(), part.votes(), Math::max));
        assertThat(terms.parts())
                .containsExactlyInAnyOrderElementsOf(
                        votes.entrySet().stream()
                                .map(part -> new QuorumPart(part.getKey(), part.getValue()))
                                .toList());
        assertThat(terms.expiresAfterSeconds())
                .isEqualTo(
                        asked.stream()
                                .mapToLong(HoldTerms::expiresAfterSeconds)
                                .min()
                                .orElseThrow());
        assertThat(terms.justificationRequired())
                .isEqualTo(asked.stream().anyMatch(HoldTerms::justificationRequired));
    }

    /** The rules that decide anything when each is the only one there is. */
    private static List<Rule> matching(Rulebook rulebook, DecisionQuery query) {
        var matching = new ArrayList<Rule>();
        for (var policy : Drawing.policies(rulebook)) {
            for (var rule : policy.rules()) {
                var alone = Drawing.with(rulebook, List.of(Drawing.ruled(policy, List.of(rule))));
                if (decide(alone, query).rules().contains(rule.id())) {
                    matching.add(rule);
                }
            }
        }
        return matching;
    }

    @Property(tries = 200)
    void the_order_of_documents_and_of_what_is_in_them_changes_nothing(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        for (int i = 0; i < QUERIES; i++) {
            var asked = drawing.query();
            var query = drawing.oneIn(4) ? drawing.released(asked) : asked;
            var shuffled = drawing.shuffled(rulebook);

            assertThat(Said.of(explain(shuffled, query)))
                    .isEqualTo(Said.of(explain(rulebook, query)));
        }
    }

    @Property(tries = 200)
    void without_a_rule_that_allows_nothing_is_allowed(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook =
                Drawing.ruled(
                        drawing.rulebook(),
                        rules ->
                                rules.stream()
                                        .filter(rule -> rule.decision() != RuleDecision.ALLOW)
                                        .toList());
        for (int i = 0; i < QUERIES; i++) {
            assertThat(decide(rulebook, drawing.query())).isNotInstanceOf(Decision.Allow.class);
        }
    }

    @Property(tries = 200)
    void whatever_no_live_grant_covers_is_denied_and_so_is_what_was_not_understood(
            @ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        for (int i = 0; i < QUERIES; i++) {
            var asked = drawing.query();
            var query = drawing.oneIn(4) ? drawing.released(asked) : asked;
            var explanation = explain(rulebook, query);

            if (!isGranted(rulebook, query) && !isOffered(rulebook, query, explanation)) {
                assertThat(explanation.decision()).isInstanceOf(Decision.Deny.class);
            }
            if (live(rulebook, query).isEmpty()) {
                assertThat(explanation.considered()).isEmpty();
            }
        }
    }

    @Property(tries = 500)
    void beyond_the_grants_nothing_is_allowed_that_nobody_released(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var strict = Drawing.ruled(rulebook, StrictnessPropertyTest::offeringNothing);
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.query();
            var decision = decide(rulebook, query);

            if (isGranted(rulebook, query)) {
                assertThat(decision).isEqualTo(decide(strict, query));
            } else {
                assertThat(decision).isNotInstanceOf(Decision.Allow.class);
                assertThat(decide(strict, drawing.released(query)))
                        .isInstanceOf(Decision.Deny.class);
            }
        }
    }

    private static List<Rule> offeringNothing(List<Rule> rules) {
        return rules.stream().map(rule -> Drawing.offering(rule, false)).toList();
    }

    @Property(tries = 100)
    void nothing_is_allowed_where_there_is_nothing_at_all(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var query = drawing.released(drawing.query());

        assertThat(decide(Drawing.with(rulebook, List.of()), query))
                .isInstanceOf(Decision.Deny.class);
        assertThat(decide(rulebook.withoutRevision(), query)).isInstanceOf(Decision.Deny.class);
        assertThat(decide(Rulebook.EMPTY, query)).isInstanceOf(Decision.Deny.class);
    }

    private static boolean isGranted(Rulebook rulebook, DecisionQuery query) {
        var effects = query.facts().effects();
        var granted = EnumSet.noneOf(Effect.class);
        live(rulebook, query).forEach(grant -> granted.addAll(grant.effects()));
        return !effects.contains(Effect.UNKNOWN)
                && !live(rulebook, query).isEmpty()
                && granted.containsAll(effects);
    }

    private static boolean isOffered(
            Rulebook rulebook, DecisionQuery query, Explanation explanation) {
        var left = EnumSet.noneOf(Effect.class);
        left.addAll(query.facts().effects());
        live(rulebook, query).forEach(grant -> left.removeAll(grant.effects()));
        explanation.considered().stream()
                .filter(Considered.Matched.class::isInstance)
                .map(Considered::rule)
                .filter(Rule::beyondGrant)
                .forEach(rule -> left.removeAll(rule.match().effects()));
        return left.isEmpty() && !live(rulebook, query).isEmpty();
    }

    private static List<GrantSpec> live(Rulebook rulebook, DecisionQuery query) {
        return rulebook.grants().values().stream()
                .filter(grant -> isLive(grant) && isFor(grant, query) && isOn(grant, query))
                .toList();
    }

    private static boolean isLive(GrantSpec grant) {
        return (grant.expiresAt() == null || grant.expiresAt().isAfter(NOON))
                && (grant.reviewBy() == null || grant.reviewBy().isAfter(NOON));
    }

    private static boolean isFor(GrantSpec grant, DecisionQuery query) {
        var who = query.principal();
        boolean isIssuer =
                who.id().equals(grant.issuedBy())
                        || grant.issuedBy() != null && grant.issuedBy().equals(who.onBehalfOf());
        return !isIssuer
                && (grant.subjects().contains(who.id().subject())
                        || !Collections.disjoint(grant.groups(), who.groups()));
    }

    /** The drawn targets all have the label that grants are drawn with. */
    private static boolean isOn(GrantSpec grant, DecisionQuery query) {
        return grant.targets().contains(query.target()) || !grant.labels().isEmpty();
    }
}
