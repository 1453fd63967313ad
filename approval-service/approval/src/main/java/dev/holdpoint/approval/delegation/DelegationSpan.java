package dev.holdpoint.approval.delegation;

import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationEvent.DelegationRevoked;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Envelope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For how long a delegation is in force.
 *
 * @param end when it is or was over, whether or not before its time
 */
public record DelegationSpan(DelegationGiven given, Instant end) {
    /** Those of all that one account has ever delegated. */
    public static List<DelegationSpan> of(List<Envelope<?>> history) {
        var revoked = revoked(history);
        return history.stream()
                .map(Envelope::event)
                .filter(DelegationGiven.class::isInstance)
                .map(DelegationGiven.class::cast)
                .map(one -> of(one, revoked.getOrDefault(one.delegation(), one.until())))
                .toList();
    }

    private static Map<DelegationId, Instant> revoked(List<Envelope<?>> history) {
        var revoked = new HashMap<DelegationId, Instant>();
        for (var envelope : history) {
            if (envelope.event() instanceof DelegationRevoked(var delegation, _)) {
                revoked.putIfAbsent(delegation, envelope.time());
            }
        }
        return revoked;
    }

    private static DelegationSpan of(DelegationGiven given, Instant revokedAt) {
        return new DelegationSpan(
                given, revokedAt.isBefore(given.until()) ? revokedAt : given.until());
    }

    /** Whether it was in force at any time from {@code since} to {@code now}. */
    public boolean overlaps(Instant since, Instant now) {
        return !given.from().isAfter(now) && end.isAfter(since) && end.isAfter(given.from());
    }
}
