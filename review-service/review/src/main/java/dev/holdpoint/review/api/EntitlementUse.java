package dev.holdpoint.review.api;

import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a principal used a target.
 *
 * @param onBehalfOf the human an agent acted for
 * @param decided commands decided; a held one counts once
 * @param firstUsed when first allowed; null if never
 */
public record EntitlementUse(
        PrincipalId principal,
        String kind,
        @Nullable PrincipalId onBehalfOf,
        String target,
        String effect,
        long decided,
        long allowed,
        long denied,
        long held,
        Instant firstDecided,
        Instant lastDecided,
        @Nullable Instant firstUsed,
        @Nullable Instant lastUsed) {

    static EntitlementUse of(EntitlementRow row) {
        return new EntitlementUse(
                new PrincipalId(row.issuer, row.subject),
                row.kind,
                row.humanSubject == null
                        ? null
                        : new PrincipalId(row.humanIssuer, row.humanSubject),
                row.target,
                row.effect,
                row.decided,
                row.allowed,
                row.denied,
                row.held,
                row.firstDecided.toInstant(),
                row.lastDecided.toInstant(),
                instant(row.firstUsed),
                instant(row.lastUsed));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
