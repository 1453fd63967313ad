package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.explain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Obligation.RecordResults;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RecordingLevel;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a command runs under is the strictest of what each policy for its target asks. */
class ObligationsPropertyTest {
    private static final int QUERIES = 10;

    @Property(tries = 300)
    void of_masks_on_one_thing_the_one_that_shows_least_counts(@ForAll long seed) {
        forWhatRuns(
                seed,
                (policies, _, obligations) -> {
                    var columns = new HashMap<String, Mask>();
                    var detected = new HashMap<Detector, Mask>();
                    policies.stream()
                            .flatMap(policy -> policy.masks().stream())
                            .forEach(mask -> add(mask, columns, detected));

                    var found = new HashMap<String, Mask>();
                    var foundDetected = new HashMap<Detector, Mask>();
                    obligations.forEach(mask -> add(mask, found, foundDetected));

                    assertThat(found).isEqualTo(columns);
                    assertThat(foundDetected).isEqualTo(detected);
                });
    }

    @Property(tries = 300)
    void the_least_rows_count_of_policies_and_of_what_allows_it(@ForAll long seed) {
        forWhatRuns(
                seed,
                (policies, explanation, obligations) -> {
                    var asked =
                            Stream.concat(
                                            policies.stream().map(PolicyDocument::mostRows),
                                            explanation.considered().stream()
                                                    .filter(Considered.Matched.class::isInstance)
                                                    .map(Considered::rule)
                                                    .filter(rule -> allows(rule.decision()))
                                                    .map(rule -> rule.mostRows()))
                                    .filter(Objects::nonNull)
                                    .sorted()
                                    .limit(1)
                                    .toList();

                    assertThat(of(LimitRows.class, obligations))
                            .extracting(LimitRows::rows)
                            .isEqualTo(asked);
                });
    }

    @Property(tries = 300)
    void results_are_recorded_if_one_policy_wants_them(@ForAll long seed) {
        forWhatRuns(
                seed,
                (policies, _, obligations) ->
                        assertThat(of(RecordResults.class, obligations).size() == 1)
                                .isEqualTo(
                                        policies.stream()
                                                .map(PolicyDocument::recording)
                                                .anyMatch(RecordingLevel.RESULTS::equals)));
    }

    /** What a check is told. */
    private interface Check {
        void of(
                List<PolicyDocument> policies,
                Explanation explanation,
                List<Obligation> obligations);
    }

    private static void forWhatRuns(long seed, Check check) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.understood();
            var policies =
                    Drawing.policies(rulebook).stream()
                            .filter(policy -> isFor(policy, query))
                            .toList();
            var explanation = explain(rulebook, query);
            switch (explanation.decision()) {
                case Decision.Allow allow -> check.of(policies, explanation, allow.obligations());
                case Decision.Hold _ -> check.of(policies, explanation, explanation.onceReleased());
                case Decision.Deny _ -> {}
            }
        }
    }

    /** Those of the pool but one are for every target that is drawn. */
    private static boolean isFor(PolicyDocument policy, DecisionQuery query) {
        return !policy.name().equals("three") || query.target().equals(Drawing.OTHER);
    }

    private static boolean allows(RuleDecision decision) {
        return decision == RuleDecision.ALLOW;
    }

    private static <T extends Obligation> List<T> of(Class<T> type, List<Obligation> all) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void add(
            Obligation obligation, Map<String, Mask> columns, Map<Detector, Mask> detected) {
        switch (obligation) {
            case MaskColumn(var column, var mask, _) ->
                    columns.merge(column, mask, ObligationsPropertyTest::lesser);
            case DetectValues(var detectors, var mask, _) ->
                    detectors.forEach(
                            detector ->
                                    detected.merge(
                                            detector, mask, ObligationsPropertyTest::lesser));
            case RecordResults _, LimitRows _ -> {}
        }
    }

    /** As the documentation orders them. */
    private static Mask lesser(Mask one, Mask other) {
        return Stream.of(
                        new Mask.NullOut(),
                        new Mask.Redact(),
                        new Mask.Token(),
                        new Mask.FormatPreserving(),
                        new Mask.KeepLast(2),
                        new Mask.KeepLast(4))
                .filter(mask -> mask.equals(one) || mask.equals(other))
                .findFirst()
                .orElseThrow();
    }
}
