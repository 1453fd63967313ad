package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.change.Requester;
import java.time.Instant;

/** What people ask for about a grant over REST. */
public sealed interface GrantRequest {
    GrantId grant();

    Requester by();

    /** Be in force, standing or until its time is over. */
    record Issue(GrantId grant, GrantSpec spec, String reason, Requester by)
            implements GrantRequest {}

    /** Give less. */
    record Narrow(GrantId grant, Less less, String reason, Requester by) implements GrantRequest {}

    /** Stay until the next review. */
    record Review(GrantId grant, Instant reviewBy, String reason, Requester by)
            implements GrantRequest {}

    /** Be over. */
    record Revoke(GrantId grant, String reason, Requester by) implements GrantRequest {}
}
