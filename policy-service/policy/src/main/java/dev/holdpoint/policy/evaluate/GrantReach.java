package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.grant.Beneficiaries;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For whom, on what and until when a grant is. */
public final class GrantReach {
    private GrantReach() {}

    /** Whether it is for that principal, by name or by group. */
    public static boolean isFor(GrantSpec spec, Principal who) {
        return Beneficiaries.include(spec, who);
    }

    /** Whether it is on that target, by name or by labels. */
    public static boolean isOn(GrantSpec spec, TargetName name, TargetSpec target) {
        return spec.targets().contains(name)
                || !spec.labels().isEmpty()
                        && target.labels().entrySet().containsAll(spec.labels().entrySet());
    }

    /**
     * Why it gives somebody nothing at that time; empty if it does.
     *
     * @param who null if that is not known
     * @param human for whom they act; null for nobody, or if that is not known
     */
    public static Optional<String> problem(
            GrantId id,
            GrantSpec spec,
            @Nullable PrincipalId who,
            @Nullable PrincipalId human,
            Instant now) {
        return Beneficiaries.isIssuer(spec, who, human)
                ? Optional.of(
                        "Grant %s is void for who issued it, and for agents that act for them."
                                .formatted(id))
                : lapse(id, spec, now);
    }

    /**
     * Why it is not in force at that time; empty if it is. Of an end and a missed review the
     * earlier is told, so that the reason stays what it was.
     */
    public static Optional<String> lapse(GrantId id, GrantSpec spec, Instant now) {
        var end = spec.expiresAt();
        var review = spec.reviewBy();
        boolean isReview = review != null && (end == null || review.isBefore(end));
        var first = isReview ? review : end;
        if (first == null || now.isBefore(first)) {
            return Optional.empty();
        }
        var reason =
                isReview
                        ? "Grant %s is suspended: its review was due at %s."
                        : "Grant %s expired at %s.";
        return Optional.of(reason.formatted(id, first));
    }
}
