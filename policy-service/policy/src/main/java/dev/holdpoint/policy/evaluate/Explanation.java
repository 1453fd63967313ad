package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Input;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision and how it came about.
 *
 * @param risks the risk by each policy that has a rule whose condition asked for it
 * @param inputs what it depends on; see {@link DecisionAnswer}
 * @param reusableUntil when the time alone may change it; null if it never does
 * @param onceReleased see {@link DecisionAnswer}
 */
public record Explanation(
        Decision decision,
        List<Considered> considered,
        List<RiskScore> risks,
        Set<Input> inputs,
        @Nullable Instant reusableUntil,
        List<Obligation> onceReleased) {
    public Explanation {
        considered = List.copyOf(considered);
        risks = List.copyOf(risks);
        inputs = Set.copyOf(inputs);
        onceReleased = List.copyOf(onceReleased);
    }

    /** Good for one command only. */
    static Explanation once(Decision decision) {
        return new Explanation(
                decision, List.of(), List.of(), Set.of(Input.OTHER), null, List.of());
    }

    /** Good until something that decides is published. */
    static Explanation lasting(Decision decision) {
        return new Explanation(decision, List.of(), List.of(), Set.of(), null, List.of());
    }

    /** Whether an estimate of rows could change the decision. */
    public boolean wantsEstimate() {
        return Wish.forEstimate(decision, considered);
    }

    /** As the edges are told. */
    public DecisionAnswer answer(long generation) {
        return new DecisionAnswer(
                decision, wantsEstimate(), inputs, reusableUntil, onceReleased, generation);
    }
}
