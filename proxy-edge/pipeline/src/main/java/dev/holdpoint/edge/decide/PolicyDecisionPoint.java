package dev.holdpoint.edge.decide;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import io.vertx.core.Future;

/** Answers allow, deny or hold. Never fails: whatever goes wrong is a {@link Decision.Deny}. */
public interface PolicyDecisionPoint {
    Future<Decision> decide(SessionAttributes session, CommandId command, CommandFacts facts);

    /** Decides again at release, counting the hold rules that {@code terms} satisfy as allow. */
    Future<Decision> decideApproved(
            SessionAttributes session,
            CommandId command,
            CommandFacts facts,
            HoldId approval,
            HoldTerms terms);
}
