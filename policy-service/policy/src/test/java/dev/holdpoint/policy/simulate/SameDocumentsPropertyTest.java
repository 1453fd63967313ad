package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.ample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Drawing;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Documents that were in force change nothing, whatever they say and whatever was asked. */
class SameDocumentsPropertyTest {
    private static final int COMMANDS = 30;
    private static final List<RefusalCode> OF_THE_EDGE =
            List.of(RefusalCode.POLICY_DENIED, RefusalCode.NOT_UNDERSTOOD, RefusalCode.TOO_LARGE);

    @Property(tries = 150)
    void the_documents_that_were_in_force_change_nothing(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var recording = new Recording();
        for (int i = 0; i < COMMANDS; i++) {
            recording.later(Duration.ofSeconds(drawing.rows()));
            run(recording, rulebook, drawing);
        }

        var result = recording.simulate(Recording.draft(rulebook), rulebook);

        assertThat(result.commands()).isEqualTo(COMMANDS);
        assertThat(result.unchanged()).isEqualTo(COMMANDS);
        assertThat(result.changes()).isEmpty();
        assertThat(result.notEvaluable()).isEmpty();
        assertThat(result.masksChanged()).isZero();
        assertThat(result.termsChanged()).isZero();
        assertThat(result.holds())
                .allSatisfy(h -> assertThat(h.expected()).isEqualTo(h.recorded()));
        assertThat(recording.simulate(Recording.draft(rulebook), rulebook)).isEqualTo(result);
    }

    /** As an edge does: with an estimate where one is wanted, and refusals of its own. */
    private static void run(Recording recording, Rulebook rulebook, Drawing drawing) {
        var query = query(recording, drawing.query());
        var explanation = decide(recording, rulebook, query);
        if (explanation.wantsEstimate() && drawing.oneIn(2)) {
            query = about(query, query.facts().estimating(drawing.rows()));
            explanation = decide(recording, rulebook, query);
        }
        var decision = explanation.decision();
        if (!(decision instanceof Decision.Deny) && drawing.oneIn(5)) {
            decision = refused(decision, drawing);
        }
        recording.add(query, decision);
        if (decision instanceof Decision.Hold hold && drawing.oneIn(2)) {
            release(recording, rulebook, query, hold, drawing);
        }
    }

    private static void release(
            Recording recording,
            Rulebook rulebook,
            DecisionQuery query,
            Decision.Hold hold,
            Drawing drawing) {
        var again = Asking.released(query, hold.terms());
        recording.later(Duration.ofMinutes(10));
        var decision = decide(recording, rulebook, again).decision();
        if (decision instanceof Decision.Allow) {
            recording.add(again, decision, null, Asking.HOLD);
        } else {
            recording.add(again, refused(decision, drawing));
        }
    }

    private static Explanation decide(Recording recording, Rulebook rulebook, DecisionQuery query) {
        return Evaluator.decide(rulebook, query, recording.now(), ample());
    }

    private static Decision refused(Decision decision, Drawing drawing) {
        var code = drawing.one(OF_THE_EDGE);
        return new Decision.Deny(decision.revision(), decision.rules(), "The edge.", code);
    }

    private static DecisionQuery query(Recording recording, DecisionQuery drawn) {
        return recording.query(
                drawn.principal(), drawn.facts(), drawn.use(), drawn.justification(), drawn.tags());
    }

    private static DecisionQuery about(DecisionQuery query, CommandFacts facts) {
        return Drawing.with(query, facts, query.use(), query.justification(), query.tags());
    }
}
