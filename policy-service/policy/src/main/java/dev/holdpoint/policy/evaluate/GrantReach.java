package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.Optional;

/** For whom, on what and until when a grant is. */
public final class GrantReach {
    private GrantReach() {}

    /** Whether it is for that principal, by name or by group. */
    public static boolean isFor(GrantSpec spec, Principal who) {
        return spec.subjects().contains(who.id().subject())
                || who.groups().stream().anyMatch(spec.groups()::contains);
    }

    /** Whether it is on that target, by name or by labels. */
    public static boolean isOn(GrantSpec spec, TargetName name, TargetSpec target) {
        return spec.targets().contains(name)
                || !spec.labels().isEmpty()
                        && target.labels().entrySet().containsAll(spec.labels().entrySet());
    }

    /** Why it is not in force at that time; empty if it is. */
    public static Optional<String> lapse(GrantId id, GrantSpec spec, Instant now) {
        if (spec.expiresAt() != null && !now.isBefore(spec.expiresAt())) {
            return Optional.of("Grant " + id + " expired at " + spec.expiresAt() + ".");
        }
        if (spec.reviewBy() != null && !now.isBefore(spec.reviewBy())) {
            return Optional.of(
                    "Grant %s is suspended: its review was due at %s."
                            .formatted(id, spec.reviewBy()));
        }
        return Optional.empty();
    }
}
