package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.explain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.RiskScore.Part;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.RiskEntry;
import dev.holdpoint.policy.language.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What risk entries add up to, whatever they are and in whatever order they stand. */
class RiskPropertyTest {
    private static final int QUERIES = 5;
    private static final Rule ASKS =
            DocumentReader.policies(
                            List.of(
                                    Asking.source(
                                            """
                                            rules:
                                              - { name: asks, decide: deny, match: {}, when: risk > 100 }
                                            risk:
                                              - { name: any, add: 1, match: {} }
                                            """)))
                    .getFirst()
                    .rules()
                    .getFirst();

    @Property(tries = 150)
    void a_score_is_the_sum_of_its_parts_from_0_to_100(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = asking(drawing);
        for (int i = 0; i < QUERIES; i++) {
            assertThat(explain(rulebook, drawing.query()).risks())
                    .allSatisfy(
                            risk -> {
                                int sum = risk.parts().stream().mapToInt(Part::points).sum();
                                assertThat(risk.score()).isEqualTo(Math.clamp(sum, 0, 100));
                            });
        }
    }

    @Property(tries = 150)
    void the_order_of_the_entries_changes_no_score(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = asking(drawing);
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.query();

            assertThat(scores(drawing.shuffled(rulebook), query))
                    .containsExactlyInAnyOrderElementsOf(scores(rulebook, query));
        }
    }

    /** Neither a missing estimate nor one more effect that nobody understood makes it less. */
    @Property(tries = 150)
    void doubt_only_adds(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = asking(drawing);
        for (int i = 0; i < QUERIES; i++) {
            var doubtful = drawing.query();
            var estimated = about(doubtful, doubtful.facts().estimating(drawing.rows()));
            var unclear = about(doubtful, unclear(doubtful.facts()));

            noneLess(scores(rulebook, doubtful), scores(rulebook, estimated));
            noneLess(scores(rulebook, unclear), scores(rulebook, doubtful));
        }
    }

    @Property(tries = 150)
    void an_entry_that_adds_never_lowers_a_score_and_one_that_takes_never_raises_it(
            @ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = asking(drawing);
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.query();
            var scores = scores(rulebook, query);

            noneLess(scores, scores(only(rulebook, entry -> entry.points() < 0), query));
            noneLess(scores(only(rulebook, entry -> entry.points() > 0), query), scores);
        }
    }

    private static Rulebook only(Rulebook rulebook, Predicate<RiskEntry> kept) {
        return Drawing.with(
                rulebook,
                Drawing.policies(rulebook).stream()
                        .map(
                                policy ->
                                        Drawing.scored(
                                                policy,
                                                policy.risk().stream().filter(kept).toList()))
                        .toList());
    }

    /** Every policy asks for its risk, whatever else it asks. */
    private static Rulebook asking(Drawing drawing) {
        return Drawing.ruled(
                drawing.ungrudging(),
                rules -> {
                    var more = new ArrayList<>(rules);
                    more.add(ASKS);
                    return more;
                });
    }

    private static void noneLess(List<RiskScore> scores, List<RiskScore> than) {
        assertThat(scores).hasSameSizeAs(than);
        for (int i = 0; i < scores.size(); i++) {
            assertThat(scores.get(i).score()).isGreaterThanOrEqualTo(than.get(i).score());
        }
    }

    private static List<RiskScore> scores(Rulebook rulebook, DecisionQuery query) {
        return explain(rulebook, query).risks().stream()
                .map(risk -> new RiskScore(risk.policy(), risk.score(), List.of(), false))
                .toList();
    }

    private static DecisionQuery about(DecisionQuery query, CommandFacts facts) {
        return Drawing.with(query, facts, query.use(), query.justification(), query.tags());
    }

    private static CommandFacts unclear(CommandFacts facts) {
        var effects = new ArrayList<>(facts.effects());
        effects.add(Effect.UNKNOWN);
        return new CommandFacts(
                facts.kinds(),
                effects,
                facts.reads(),
                facts.writes(),
                facts.columns(),
                facts.columnsRead(),
                facts.columnsWritten(),
                facts.predicateColumns(),
                facts.functions(),
                facts.hasWhere(),
                facts.destructive(),
                facts.estimatedRows(),
                facts.fingerprint());
    }
}
