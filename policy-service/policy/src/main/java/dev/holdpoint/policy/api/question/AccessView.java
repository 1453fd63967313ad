package dev.holdpoint.policy.api.question;

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
        @Nullable String lapsed,
        List<EffectView> effects) {
    /**
     * What may become of commands of one effect.
     *
     * @param atBest the mildest answer: {@code allow}, {@code hold} or {@code deny}
     */
    public record EffectView(
            String effect,
            String atBest,
            List<Applicable> deny,
            List<Applicable> hold,
            List<Applicable> allow) {
        private static EffectView of(EffectAccess access) {
            return new EffectView(
                    word(access.effect()),
                    word(access.atBest()),
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
                access.lapsed().orElse(null),
                access.effects().stream().map(EffectView::of).toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
