package dev.holdpoint.policy.grant;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a grant is to be narrowed to; what is empty stays as it is.
 *
 * @param selection which targets
 */
public record Less(
        Optional<List<String>> subjects,
        Optional<List<String>> groups,
        Optional<Selection> selection,
        Optional<List<Effect>> effects,
        Optional<Instant> expiresAt,
        Optional<Instant> reviewBy) {
    /** Targets by name, or by labels. */
    public record Selection(List<TargetName> targets, Map<String, String> labels) {
        public Selection {
            targets = List.copyOf(targets);
            labels = Map.copyOf(labels);
        }
    }

    GrantSpec of(GrantSpec spec) {
        var selected = selection.orElse(new Selection(spec.targets(), spec.labels()));
        return new GrantSpec(
                subjects.orElse(spec.subjects()),
                groups.orElse(spec.groups()),
                selected.targets(),
                selected.labels(),
                effects.orElse(spec.effects()),
                spec.owner(),
                expiresAt.orElse(spec.expiresAt()),
                reviewBy.orElse(spec.reviewBy()),
                spec.origin(),
                spec.role(),
                spec.issuedBy(),
                spec.recipient());
    }
}
