package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what two grants allow. */
final class Narrowing {
    private Narrowing() {}

    /** Whether {@code spec} gives nobody anything that {@code before} did not. */
    static boolean isNarrower(GrantSpec spec, GrantSpec before) {
        return spec.owner().equals(before.owner())
                && spec.origin().equals(before.origin())
                && Objects.equals(spec.issuedBy(), before.issuedBy())
                && Objects.equals(spec.recipient(), before.recipient())
                && wider(spec, before).isEmpty();
    }

    /** The fields by which {@code spec} gives what {@code before} did not, or may do so. */
    static List<String> wider(GrantSpec spec, GrantSpec before) {
        var wider = new ArrayList<String>();
        add(wider, "subjects", before.subjects().containsAll(spec.subjects()));
        add(wider, "groups", before.groups().containsAll(spec.groups()));
        add(wider, "targets", selectsNoMore(spec, before));
        add(wider, "effects", before.effects().containsAll(spec.effects()));
        add(wider, "expiresAt", isNotLater(spec.expiresAt(), before.expiresAt()));
        add(wider, "reviewBy", isNotLater(spec.reviewBy(), before.reviewBy()));
        return List.copyOf(wider);
    }

    private static void add(List<String> wider, String field, boolean isNarrower) {
        if (!isNarrower) {
            wider.add(field);
        }
    }

    /** Fewer names, or more labels that a target must have all of. */
    private static boolean selectsNoMore(GrantSpec spec, GrantSpec before) {
        boolean byName = before.labels().isEmpty();
        return before.targets().containsAll(spec.targets())
                && byName == spec.labels().isEmpty()
                && spec.labels().entrySet().containsAll(before.labels().entrySet());
    }

    private static boolean isNotLater(@Nullable Instant instant, @Nullable Instant before) {
        return before == null || instant != null && !instant.isAfter(before);
    }
}
