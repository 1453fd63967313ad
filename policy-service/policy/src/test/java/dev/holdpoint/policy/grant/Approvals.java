package dev.holdpoint.policy.grant;

import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.evaluate.Asking;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests for access to {@link Asking#PAYMENTS} that people approved. */
public final class Approvals {
    private Approvals() {}

    /** All that was asked for, by bob, who is enough. */
    public static AccessApproved of(Principal requester, List<Effect> effects, Instant until) {
        var scope = new AccessScope(effects, 3_600);
        return new AccessApproved(
                new AccessRequestId("r-1"),
                requester,
                Asking.PAYMENTS,
                scope,
                scope,
                new AccessTerms(List.of(new QuorumPart("dba", 1)), 900, false),
                List.of(Asking.BOB.id()),
                "ticket 7",
                until);
    }

    /** What becomes of it. */
    public static GrantSpec grant(AccessApproved approved) {
        return new GrantSpec(
                List.of(),
                List.of(),
                List.of(approved.target()),
                Map.of(),
                approved.scope().effects(),
                "bob",
                approved.until(),
                null,
                Origin.APPROVAL,
                null,
                Asking.BOB.id(),
                Recipient.of(approved.requester()));
    }
}
