package dev.holdpoint.policy.api.question;

import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.policy.access.Access;
import dev.holdpoint.policy.access.Applicable;
import dev.holdpoint.policy.access.EffectAccess;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one grant gives, or gave, on one target.
 *
 * @param issuedBy who issued it over REST, as issuer and subject, for whom it is void; null of
 *     those of documents
 * @param recipient who asked for it, and has it alone; null if nobody did
 * @param recording what is recorded of allowed commands: {@code statements} or {@code results}
 * @param lapsed why it gives nothing; null if it was in force
 */
public record AccessView(
        String target,
        String grant,
        List<String> subjects,
        List<String> groups,
        String owner,
        @Nullable Instant expiresAt,
        @Nullable Instant reviewBy,
        String origin,
        @Nullable String issuedBy,
        @Nullable Recipient recipient,
        String recording,
        @Nullable String lapsed,
        List<EffectView> effects) {
    /**
     * What may become of commands of one effect.
     *
     * @param atBest the mildest answer: {@code allow}, {@code hold} or {@code deny}
     * @param rows how many of one command may leave; null for all of them
     * @param rowsBy the policy or rule that says so
     * @param needsJustification whether who does not say why is denied them all
     * @param beyondGrant whether the grant does not cover them, and a rule offers to ask people
     */
    public record EffectView(
            String effect,
            String atBest,
            @Nullable Long rows,
            @Nullable String rowsBy,
            boolean needsJustification,
            boolean beyondGrant,
            List<Applicable> deny,
            List<Applicable> hold,
            List<Applicable> allow) {
        private static EffectView of(EffectAccess access) {
            @Nullable LimitRows limit = access.limit().orElse(null);
            return new EffectView(
                    word(access.effect()),
                    word(access.atBest()),
                    limit == null ? null : limit.rows(),
                    limit == null ? null : limit.rule(),
                    access.needsJustification(),
                    access.beyondGrant(),
                    access.deny(),
                    access.hold(),
                    access.allow());
        }
    }

    /**
     * Part of a listing.
     *
     * @param revision what decided at that moment; {@code none} if nothing did
     * @param next cursor of what follows, or null at the end
     */
    public record Listing(
            Instant at, String revision, List<AccessView> items, @Nullable String next) {}

    static AccessView of(Access access) {
        var spec = access.spec();
        return new AccessView(
                access.target().value(),
                access.grant().value(),
                spec.subjects(),
                spec.groups(),
                spec.owner(),
                spec.expiresAt(),
                spec.reviewBy(),
                spec.origin(),
                issuer(spec.issuedBy()),
                spec.recipient(),
                word(access.recording()),
                access.lapsed().orElse(null),
                access.effects().stream().map(EffectView::of).toList());
    }

    private static @Nullable String issuer(@Nullable PrincipalId issuer) {
        return issuer == null ? null : issuer.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
