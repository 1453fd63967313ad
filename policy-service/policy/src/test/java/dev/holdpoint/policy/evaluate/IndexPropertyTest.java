package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.ample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.index.IndexedPolicy;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is found by an index is what is found by going through everything. */
class IndexPropertyTest {
    private static final int QUESTIONS = 20;

    @Property(tries = 150)
    void the_grants_found_are_those_that_a_look_at_each_finds(@ForAll long seed) {
        var sprawl = new Sprawl(seed);
        var rulebook = sprawl.rulebook();
        for (int i = 0; i < QUESTIONS; i++) {
            var query = sprawl.query();
            var target = target(rulebook, query);

            var found = Grants.of(rulebook, query.principal(), query.target(), target, NOON);

            assertThat(found.ids()).isEqualTo(live(rulebook, query, target));
            assertThat(found.lapsed().isPresent())
                    .isEqualTo(reaching(rulebook, query, target).size() > found.live().size());
        }
    }

    @Property(tries = 150)
    void the_policies_found_are_those_that_a_look_at_each_finds(@ForAll long seed) {
        var sprawl = new Sprawl(seed);
        var rulebook = sprawl.rulebook();
        var revision = Objects.requireNonNull(rulebook.revision());
        rulebook.targets()
                .forEach(
                        (name, target) ->
                                assertThat(revision.policiesFor(name, target))
                                        .extracting(IndexedPolicy::document)
                                        .isEqualTo(
                                                revision.policies().stream()
                                                        .filter(
                                                                p ->
                                                                        p.targets()
                                                                                .selects(
                                                                                        name,
                                                                                        target))
                                                        .toList()));
    }

    @Property(tries = 150)
    void no_rule_that_matches_is_left_out_and_their_order_stays(@ForAll long seed) {
        var sprawl = new Sprawl(seed);
        var rulebook = sprawl.rulebook();
        for (int i = 0; i < QUESTIONS; i++) {
            var query = sprawl.query();
            var target = target(rulebook, query);
            for (var policy :
                    Objects.requireNonNull(rulebook.revision())
                            .policiesFor(query.target(), target)) {
                var found =
                        policy.rules(
                                query.facts().effects(),
                                query.principal().kind(),
                                target.protocol());

                assertThat(found).isEqualTo(only(policy.document().rules(), found));
                assertThat(found).containsAll(matching(policy.document(), query, target));
            }
        }
    }

    @Property(tries = 300)
    void whatever_is_asked_the_answer_is_that_of_a_look_at_every_rule(@ForAll long seed) {
        var sprawl = new Sprawl(seed);
        var rulebook = sprawl.rulebook();
        for (int i = 0; i < QUESTIONS; i++) {
            var query = sprawl.query();
            var found = Evaluator.decide(rulebook, query, NOON, ample());
            var all = Evaluator.explain(rulebook, query, ProtocolFacts.NONE, NOON, ample());

            assertThat(found.answer(1)).isEqualTo(all.answer(1));
            assertThat(found.risks()).isEqualTo(all.risks());
            assertThat(found.considered()).isEqualTo(only(all.considered(), found.considered()));
        }
    }

    private static <T> List<T> only(List<T> all, List<T> some) {
        return all.stream().filter(some::contains).toList();
    }

    private static TargetSpec target(Rulebook rulebook, DecisionQuery query) {
        return Objects.requireNonNull(rulebook.targets().get(query.target()));
    }

    private static List<Map.Entry<GrantId, GrantSpec>> reaching(
            Rulebook rulebook, DecisionQuery query, TargetSpec target) {
        return rulebook.grants().entrySet().stream()
                .filter(grant -> GrantReach.isFor(grant.getValue(), query.principal()))
                .filter(grant -> GrantReach.isOn(grant.getValue(), query.target(), target))
                .toList();
    }

    private static List<GrantId> live(Rulebook rulebook, DecisionQuery query, TargetSpec target) {
        var who = query.principal();
        return reaching(rulebook, query, target).stream()
                .filter(
                        grant ->
                                GrantReach.problem(
                                                grant.getKey(),
                                                grant.getValue(),
                                                who.id(),
                                                who.onBehalfOf(),
                                                NOON)
                                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(GrantId::value))
                .toList();
    }

    private static List<Rule> matching(
            PolicyDocument policy, DecisionQuery query, TargetSpec target) {
        return policy.rules().stream()
                .filter(rule -> rule.match().isAbout(target.protocol()))
                .filter(
                        rule ->
                                rule.match()
                                        .mismatch(
                                                rule.decision(),
                                                query.principal(),
                                                query.facts(),
                                                ample())
                                        .isEmpty())
                .toList();
    }
}
