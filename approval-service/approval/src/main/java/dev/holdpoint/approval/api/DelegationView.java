package dev.holdpoint.approval.api;

import dev.holdpoint.approval.delegation.Delegations;
import dev.holdpoint.approval.inbox.DelegationBook.Line;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delegation for people and programs.
 *
 * @param state {@code coming}, {@code in-force}, {@code over} or {@code revoked}
 * @param revokedBy the subject of whoever ended it before its time, where that is known
 */
public record DelegationView(
        String delegation,
        String state,
        PrincipalId delegator,
        PrincipalId delegate,
        List<String> groups,
        Instant from,
        Instant until,
        String reason,
        @Nullable String revokedBy,
        @Nullable String revokedReason) {
    static DelegationView of(Line line, Instant now) {
        return of(
                line.given(),
                line.revokedBy() == null ? state(line.given(), now) : "revoked",
                line);
    }

    static DelegationView of(DelegationGiven given, Delegations all, Instant now) {
        boolean revoked = all.revoked().contains(given.delegation());
        return of(given, revoked ? "revoked" : state(given, now), new Line(given, null, null));
    }

    private static DelegationView of(DelegationGiven given, String state, Line end) {
        return new DelegationView(
                given.delegation().value(),
                state,
                given.delegator(),
                given.delegate(),
                given.groups(),
                given.from(),
                given.until(),
                given.reason(),
                end.revokedBy(),
                end.revokedWhy());
    }

    private static String state(DelegationGiven given, Instant now) {
        if (now.isBefore(given.from())) {
            return "coming";
        }
        return now.isBefore(given.until()) ? "in-force" : "over";
    }
}
