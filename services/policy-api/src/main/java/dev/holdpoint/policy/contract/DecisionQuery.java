package dev.holdpoint.policy.contract;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import org.jspecify.annotations.Nullable;

/**
 * Allow, deny or hold one analysed command?
 *
 * @param approved at release: the hold whose claim succeeded; null at first asking
 */
public record DecisionQuery(
        Principal principal,
        TargetName target,
        SessionId session,
        CommandId command,
        String clientAddress,
        CommandFacts facts,
        @Nullable Approved approved) {

    /** A claimed hold and the terms it was released under. */
    public record Approved(HoldId hold, HoldTerms terms) {}
}
