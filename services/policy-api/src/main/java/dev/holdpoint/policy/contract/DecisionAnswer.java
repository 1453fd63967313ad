package dev.holdpoint.policy.contract;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.ShadowAnswer;
import java.time.Instant;
import java.util.HashSet;
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
 * @param shadow what a revision that is only tried answers to the same; it depends on the same
 *     inputs. Null if none is tried
 */
public record DecisionAnswer(
        Decision decision,
        boolean wantsEstimate,
        Set<Input> inputs,
        @Nullable Instant reusableUntil,
        List<Obligation> onceReleased,
        long generation,
        @Nullable ShadowAnswer shadow) {
    public DecisionAnswer {
        inputs = Set.copyOf(inputs);
        onceReleased = List.copyOf(onceReleased);
    }

    /** While no revision is tried. */
    public DecisionAnswer(
            Decision decision,
            boolean wantsEstimate,
            Set<Input> inputs,
            @Nullable Instant reusableUntil,
            List<Obligation> onceReleased,
            long generation) {
        this(decision, wantsEstimate, inputs, reusableUntil, onceReleased, generation, null);
    }

    /**
     * The same with what a revision that is tried answers, which depends on inputs of its own.
     *
     * @param until when what it answers may be another for the time alone; null if never
     */
    public DecisionAnswer beside(
            ShadowAnswer tried, Set<Input> inputsOfTried, @Nullable Instant until) {
        var all = new HashSet<>(inputs);
        all.addAll(inputsOfTried);
        return new DecisionAnswer(
                decision,
                wantsEstimate,
                all,
                earlier(reusableUntil, until),
                onceReleased,
                generation,
                tried);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** An answer that is good for one command only. */
    public static DecisionAnswer once(Decision decision) {
        return new DecisionAnswer(decision, false, Set.of(Input.OTHER), null, List.of(), 0);
    }
}
