package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Decision;
import java.util.List;

/** A decision and how it came about. */
public record Explanation(Decision decision, List<Considered> considered) {
    public Explanation {
        considered = List.copyOf(considered);
    }

    static Explanation of(Decision decision) {
        return new Explanation(decision, List.of());
    }
}
