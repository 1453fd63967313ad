package dev.holdpoint.edge.decide;

import dev.holdpoint.events.Decision;
import io.vertx.core.Future;

/**
 * Answers allow, deny or hold. Never fails: whatever goes wrong is a {@link Decision.Deny}. May
 * answer at once, with a future that is already complete.
 */
@FunctionalInterface
public interface PolicyDecisionPoint {
    /** Decides about one command, or one claim of a released hold. */
    Future<Answer> decide(DecisionRequest request);
}
