package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What grant events change in the table of grants. */
final class GrantChanges {
    private static final String UPSERT =
            """
            INSERT INTO grants (id, subjects, member_of, targets, labels, effects, owner, expires_at,
                review_by, origin, state, state_reason, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'live', $11, $12)
            ON CONFLICT (id) DO UPDATE SET subjects = $2, member_of = $3, targets = $4, labels = $5,
                effects = $6, owner = $7, expires_at = $8, review_by = $9, origin = $10,
                state = 'live', state_reason = $11, changed_at = $12""";
    private static final String END =
            "UPDATE grants SET state = $2, state_reason = $3, changed_at = $4 WHERE id = $1";

    private GrantChanges() {}

    static Change of(GrantEvent event, Instant at) {
        return switch (event) {
            case GrantIssued(var id, var spec) -> upsert(id, spec, null, at);
            case GrantNarrowed(var id, var spec, var reason) -> upsert(id, spec, reason, at);
            case GrantRevoked(var id, var reason) ->
                    Change.of(END, id.value(), "revoked", reason, at);
            case GrantExpired(var id) -> Change.of(END, id.value(), "expired", null, at);
        };
    }

    private static Change upsert(GrantId id, GrantSpec spec, @Nullable String reason, Instant at) {
        return Change.of(
                UPSERT,
                id.value(),
                Rows.json(spec.subjects()),
                Rows.json(spec.groups()),
                Rows.json(spec.targets().stream().map(TargetName::value).toList()),
                Rows.json(spec.labels()),
                Rows.json(spec.effects().stream().map(GrantChanges::word).toList()),
                spec.owner(),
                spec.expiresAt(),
                spec.reviewBy(),
                spec.origin(),
                reason,
                at);
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }
}
