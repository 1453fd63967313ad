package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.trial.Expectation.Difference;
import java.time.Instant;
import java.util.List;

/**
 * What came of one case.
 *
 * @param test the document it is in
 * @param at when it was decided
 * @param notes what a reader of the decision should know
 */
public record Verdict(
        String test,
        Case tried,
        Instant at,
        CommandFacts facts,
        List<String> notes,
        Came came,
        List<Considered> considered,
        List<Difference> differences) {
    public Verdict {
        notes = List.copyOf(notes);
        considered = List.copyOf(considered);
        differences = List.copyOf(differences);
    }

    /** Whether all came as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
