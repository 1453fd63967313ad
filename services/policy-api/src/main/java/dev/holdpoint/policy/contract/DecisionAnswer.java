package dev.holdpoint.policy.contract;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link DecisionQuery}.
 *
 * @param wantsEstimate whether the decision was made without an estimate of rows and one could
 *     change it
 * @param inputs what it depends on; as long as these are the same, so is the answer
 * @param reusableUntil when it may be another one for the time alone; null if never
 * @param onceReleased of a hold, the obligations of the allow that follows if it is released
 * @param generation which {@link Generation} it belongs to; 0 if that is not known
 */
public record DecisionAnswer(
        Decision decision,
        boolean wantsEstimate,
        Set<Input> inputs,
        @Nullable Instant reusableUntil,
        List<Obligation> onceReleased,
        long generation) {
    public DecisionAnswer {
        inputs = Set.copyOf(inputs);
        onceReleased = List.copyOf(onceReleased);
    }

    /** An answer that is good for one command only. */
    public static DecisionAnswer once(Decision decision) {
        return new DecisionAnswer(decision, false, Set.of(Input.OTHER), null, List.of(), 0);
    }
}
