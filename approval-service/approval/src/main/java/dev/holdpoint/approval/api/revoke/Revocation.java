package dev.holdpoint.approval.api.revoke;

import dev.holdpoint.approval.api.Account;
import dev.holdpoint.approval.api.CastVote;
import dev.holdpoint.approval.revoke.RevokeDesk.Order;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Whose approvals are taken back, and why.
 *
 * @param issuer the caller's own unless it says otherwise
 * @param reason at most 2,000 characters; required
 */
public record Revocation(
        @Nullable String issuer, @Nullable String subject, @Nullable String reason) {
    Order by(Principal caller, @Nullable String traceparent) {
        var why = CastVote.readable(reason);
        if (why.isEmpty()) {
            throw new Problem(
                    422, "reason-required", "Who takes approvals back says why: give a reason.");
        }
        return new Order(caller, new Account(issuer, subject).id(caller), why, traceparent);
    }
}
