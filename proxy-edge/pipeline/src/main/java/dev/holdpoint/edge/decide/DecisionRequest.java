package dev.holdpoint.edge.decide;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.SessionUse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to be decided.
 *
 * @param use of its session, up to now
 * @param justification why, in the requester's words; null if none was given
 * @param tags what the client says caused it
 * @param approved at release, the claimed hold: hold rules that its terms satisfy count as allow
 */
public record DecisionRequest(
        SessionAttributes session,
        CommandId command,
        CommandFacts facts,
        SessionUse use,
        @Nullable String justification,
        Map<String, String> tags,
        @Nullable Approved approved) {
    /** A claimed hold and the terms it was released under. */
    public record Approved(HoldId hold, HoldTerms terms) {}
}
