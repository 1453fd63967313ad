package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.ample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Drawing;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is remembered is what would have been answered. */
class RememberedPropertyTest {
    private static final int QUERIES = 8;
    private static final int TIMES = 6;
    private static final List<Instant> MOMENTS =
            List.of(
                    NOON.minusSeconds(2),
                    NOON.minusSeconds(1),
                    NOON,
                    NOON.plusSeconds(1),
                    NOON.plusSeconds(9_000));

    private final AtomicInteger asked = new AtomicInteger();

    @Property(tries = 300)
    void whoever_is_asked_again_in_any_order_of_time_answers_as_if_nothing_were_remembered(
            @ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var remembered = new Remembered();
        for (var query : queries(drawing, rulebook)) {
            var at = drawing.one(MOMENTS);

            assertThat(remembered.answer(query, at, 1, one -> answer(rulebook, one, at)))
                    .isEqualTo(answer(rulebook, query, at));
        }
    }

    @Property(tries = 100)
    void what_was_asked_of_another_rulebook_is_asked_again(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var one = drawing.rulebook();
        var other = drawing.rulebook();
        var remembered = new Remembered();
        for (var query : queries(drawing, one)) {
            assertThat(remembered.answer(query, NOON, 1, asked -> answer(one, asked, NOON)))
                    .isEqualTo(answer(one, query, NOON));
            assertThat(remembered.answer(query, NOON, 2, asked -> answer(other, asked, NOON)))
                    .isEqualTo(answer(other, query, NOON));
        }
    }

    @Property(tries = 100)
    void the_same_is_asked_once(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var remembered = new Remembered();
        var query = drawing.query();
        asked.set(0);
        for (int i = 0; i < TIMES; i++) {
            remembered.answer(
                    query,
                    NOON,
                    1,
                    one -> {
                        asked.incrementAndGet();
                        return answer(rulebook, one, NOON);
                    });
        }

        assertThat(asked).hasValue(1);
    }

    /** Some at random, and others that are like them in all that their answers depend on. */
    private static List<DecisionQuery> queries(Drawing drawing, Rulebook rulebook) {
        var queries = new ArrayList<DecisionQuery>();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.query();
            queries.add(query);
            for (int time = 0; time < TIMES; time++) {
                var inputs = answer(rulebook, query, NOON).inputs();
                queries.add(drawing.alike(query, inputs));
            }
        }
        return queries;
    }

    private static DecisionAnswer answer(Rulebook rulebook, DecisionQuery query, Instant at) {
        return Evaluator.decide(rulebook, query, at, ample()).answer(rulebook.number());
    }
}
