package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What grant events change in the table of grants. */
final class GrantChanges {
    private static final String UPSERT =
            """
            INSERT INTO grants (id, subjects, member_of, targets, labels, effects, owner, expires_at,
                review_by, origin, given_role, issued_by, state, state_reason, changed_at, version,
                recipient, recipient_for)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'live', $13, $14, $15,
                $17, $18)
            ON CONFLICT (id) DO UPDATE SET subjects = $2, member_of = $3, targets = $4, labels = $5,
                effects = $6, owner = $7, expires_at = $8, review_by = $9, origin = $10,
                given_role = $11, issued_by = $12,
                state = CASE WHEN $16 AND grants.state = 'suspended' THEN 'suspended'
                             ELSE 'live' END,
                state_reason = $13, changed_at = $14, version = $15, recipient = $17,
                recipient_for = $18""";
    private static final String STATE =
            """
            UPDATE grants SET state = $2, state_reason = $3, changed_at = $4, version = $5
            WHERE id = $1""";
    private static final String REVIEWED =
            """
            UPDATE grants SET state = 'live', review_by = $2, state_reason = $3, changed_at = $4,
                version = $5
            WHERE id = $1""";

    private GrantChanges() {}

    /** What was withheld never was a grant, and is in no list of them. */
    static List<Change> of(GrantEvent event, Instant at, long version) {
        return switch (event) {
            case GrantIssued(var id, var spec, var reason) ->
                    upsert(id, spec, new Touch(reason, at, version), false);
            case GrantNarrowed(var id, var spec, var reason) ->
                    upsert(id, spec, new Touch(reason, at, version), true);
            case GrantReviewed(var id, var reviewBy, var reason) ->
                    List.of(Change.of(REVIEWED, id.value(), reviewBy, reason, at, version));
            case GrantSuspended(var id) -> state(id, "suspended", new Touch(null, at, version));
            case GrantRevoked(var id, var reason, _) ->
                    state(id, "revoked", new Touch(reason, at, version));
            case GrantExpired(var id) -> state(id, "expired", new Touch(null, at, version));
            case GrantWithheld _ -> List.of();
        };
    }

    private static List<Change> state(GrantId id, String state, Touch touch) {
        return List.of(
                Change.of(STATE, id.value(), state, touch.reason(), touch.at(), touch.version()));
    }

    private record Touch(@Nullable String reason, Instant at, long version) {}

    private static List<Change> upsert(GrantId id, GrantSpec spec, Touch touch, boolean narrowed) {
        return List.of(
                Change.of(
                        UPSERT,
                        id.value(),
                        Rows.json(spec.subjects()),
                        Rows.json(spec.groups()),
                        Rows.json(spec.targets().stream().map(TargetName::value).toList()),
                        Rows.json(spec.labels()),
                        Rows.json(words(spec)),
                        spec.owner(),
                        spec.expiresAt(),
                        spec.reviewBy(),
                        spec.origin(),
                        spec.role(),
                        GrantView.issuer(spec),
                        touch.reason(),
                        touch.at(),
                        touch.version(),
                        narrowed,
                        GrantView.recipient(spec),
                        GrantView.recipientFor(spec)));
    }

    static List<String> words(GrantSpec spec) {
        return spec.effects().stream().map(GrantChanges::word).toList();
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }
}
