package dev.holdpoint.approval.api.revoke;

import dev.holdpoint.approval.api.HoldView;
import dev.holdpoint.approval.revoke.RevokeDesk.Revoked;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Principal;
import java.time.Instant;
import java.util.List;

/**
 * What was taken back.
 *
 * @param holds as they stand now
 * @param accessRequests refused now
 * @param more whether to call again for others
 */
public record RevokedApprovals(List<HoldView> holds, List<String> accessRequests, boolean more) {
    static RevokedApprovals of(Revoked revoked, Principal reader, Instant now) {
        return new RevokedApprovals(
                revoked.holds().stream()
                        .map(hold -> HoldView.of(hold, List.of(), reader, now))
                        .toList(),
                revoked.requests().stream().map(AccessRequestId::value).toList(),
                revoked.more());
    }
}
