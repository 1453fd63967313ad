package dev.holdpoint.policy.contract;

import dev.holdpoint.events.Decision;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link DecisionQuery}.
 *
 * @param wantsEstimate whether the decision was made without an estimate of rows and one could
 *     change it
 * @param inputs what it depends on; as long as these are the same, so is the answer
 * @param reusableUntil when it may be another one for the time alone; null if never
 * @param generation which {@link Generation} it belongs to; 0 if that is not known
 */
public record DecisionAnswer(
        Decision decision,
        boolean wantsEstimate,
        Set<Input> inputs,
        @Nullable Instant reusableUntil,
        long generation) {
    public DecisionAnswer {
        inputs = Set.copyOf(inputs);
    }

    /** An answer that is good for one command only. */
    public static DecisionAnswer once(Decision decision) {
        return new DecisionAnswer(decision, false, Set.of(Input.OTHER), null, 0);
    }
}
