package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.ample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An answer that is used again is the answer there would have been. */
class ReusePropertyTest {
    private static final int QUERIES = 10;
    private static final int OTHERS = 5;

    @Property(tries = 300)
    void what_is_equal_in_the_declared_inputs_is_answered_alike(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.query();
            var answer = answer(rulebook, query, NOON);
            for (int other = 0; other < OTHERS && isReusable(answer); other++) {
                var alike = drawing.alike(query, answer.inputs());
                var later = drawing.before(answer.reusableUntil());

                assertThat(answer(rulebook, alike, later)).isEqualTo(answer);
            }
        }
    }

    @Property(tries = 100)
    void asked_twice_the_same_is_answered(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var query = drawing.released(drawing.query());

        assertThat(answer(rulebook, query, NOON)).isEqualTo(answer(rulebook, query, NOON));
    }

    private static boolean isReusable(DecisionAnswer answer) {
        return !answer.inputs().contains(Input.OTHER);
    }

    private static DecisionAnswer answer(Rulebook rulebook, DecisionQuery query, Instant now) {
        return Evaluator.decide(rulebook, query, now, ample()).answer(rulebook.number());
    }
}
