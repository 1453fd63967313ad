package dev.holdpoint.policy.contract;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Allow, deny or hold one analysed command?
 *
 * @param justification why, in the requester's words; null if none was given
 * @param tags what the client says caused it
 * @param approved at release: the hold whose claim succeeded; null at first asking
 */
public record DecisionQuery(
        Principal principal,
        TargetName target,
        SessionId session,
        CommandId command,
        CommandFacts facts,
        SessionUse use,
        @Nullable String justification,
        Map<String, String> tags,
        @Nullable Approved approved) {
    public DecisionQuery {
        tags = Map.copyOf(tags);
    }

    /** A claimed hold and the terms it was released under. */
    public record Approved(HoldId hold, HoldTerms terms) {}
}
