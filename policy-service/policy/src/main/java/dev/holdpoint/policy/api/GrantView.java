package dev.holdpoint.policy.api;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.grant.GrantState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A grant.
 *
 * @param origin {@code file}, {@code rest} or {@code approval}: where it comes from
 * @param role the role that gives its targets and effects, if one does
 * @param issuedBy who issued it over REST, as issuer and subject
 * @param recipient who asked for it, as issuer and subject; null if nobody did
 * @param recipientFor the human for whom the recipient has to act
 * @param state {@code live}, {@code suspended} (its review is overdue), {@code revoked} or {@code
 *     expired}
 * @param version for If-Match
 */
public record GrantView(
        String id,
        List<String> subjects,
        List<String> groups,
        List<String> targets,
        Map<String, Object> labels,
        List<String> effects,
        String owner,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime reviewBy,
        String origin,
        @Nullable String role,
        @Nullable String issuedBy,
        @Nullable String recipient,
        @Nullable String recipientFor,
        String state,
        @Nullable String stateReason,
        OffsetDateTime changedAt,
        long version) {
    static GrantView of(GrantRow row) {
        return new GrantView(
                row.id,
                Rows.texts(row.subjects),
                Rows.texts(row.groups),
                Rows.texts(row.targets),
                Rows.labels(row.labels),
                Rows.texts(row.effects),
                row.owner,
                row.expiresAt,
                row.reviewBy,
                row.origin,
                row.role,
                row.issuedBy,
                row.recipient,
                row.recipientFor,
                row.state,
                row.stateReason,
                row.changedAt,
                row.version);
    }

    /** As it is after a change, before the read model knows. */
    public static GrantView of(GrantId id, GrantState state, Instant changedAt) {
        var spec = state.spec().orElseThrow();
        return new GrantView(
                id.value(),
                spec.subjects(),
                spec.groups(),
                spec.targets().stream().map(TargetName::value).toList(),
                Map.copyOf(spec.labels()),
                GrantChanges.words(spec),
                spec.owner(),
                utc(spec.expiresAt()),
                utc(spec.reviewBy()),
                spec.origin(),
                spec.role(),
                issuer(spec),
                recipient(spec),
                recipientFor(spec),
                state.word(),
                state.reason(),
                changedAt.atOffset(ZoneOffset.UTC),
                state.version());
    }

    static @Nullable String issuer(GrantSpec spec) {
        return spec.issuedBy() == null ? null : spec.issuedBy().toString();
    }

    static @Nullable String recipient(GrantSpec spec) {
        return spec.recipient() == null ? null : spec.recipient().who().toString();
    }

    static @Nullable String recipientFor(GrantSpec spec) {
        var human = spec.recipient() == null ? null : spec.recipient().onBehalfOf();
        return human == null ? null : human.toString();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
