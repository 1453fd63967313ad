package dev.holdpoint.edge.command;

import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import org.jspecify.annotations.Nullable;

/** What the pipeline says of a command: go, or why not. */
public sealed interface Clearance {
    /**
     * Its intent is in the log; it may be forwarded, once, with these obligations.
     *
     * @param approved what people released it by; null if nobody was asked
     */
    record Cleared(Decision.Allow allow, @Nullable Approved approved) implements Clearance {}

    /** It must not be forwarded. */
    record Refused(Refusal refusal) implements Clearance {}
}
