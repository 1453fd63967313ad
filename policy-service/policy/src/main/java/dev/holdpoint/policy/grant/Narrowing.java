package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Compares what two grants allow. */
final class Narrowing {
    private Narrowing() {}

    /** Whether {@code spec} gives nobody anything that {@code before} did not. */
    static boolean isNarrower(GrantSpec spec, GrantSpec before) {
        return spec.owner().equals(before.owner())
                && before.subjects().containsAll(spec.subjects())
                && before.groups().containsAll(spec.groups())
                && before.targets().containsAll(spec.targets())
                && spec.labels().equals(before.labels())
                && before.effects().containsAll(spec.effects())
                && isNotLater(spec.expiresAt(), before.expiresAt())
                && isNotLater(spec.reviewBy(), before.reviewBy());
    }

    private static boolean isNotLater(@Nullable Instant instant, @Nullable Instant before) {
        return before == null || instant != null && !instant.isAfter(before);
    }
}
