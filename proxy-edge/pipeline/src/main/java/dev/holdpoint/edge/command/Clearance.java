package dev.holdpoint.edge.command;

import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;

/** What the pipeline says of a command: go, or why not. */
public sealed interface Clearance {
    /** Its intent is in the log; it may be forwarded, once, with these obligations. */
    record Cleared(Decision.Allow allow) implements Clearance {}

    /** It must not be forwarded. */
    record Refused(Refusal refusal) implements Clearance {}
}
