package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Grants, written by policy-service. */
public sealed interface GrantEvent extends HoldpointEvent {
    GrantId grant();

    record GrantIssued(GrantId grant, GrantSpec spec) implements GrantEvent {}

    record GrantNarrowed(GrantId grant, GrantSpec spec, String reason) implements GrantEvent {}

    record GrantRevoked(GrantId grant, String reason) implements GrantEvent {}

    record GrantExpired(GrantId grant) implements GrantEvent {}

    /**
     * Who may have which effects on what, until when.
     *
     * @param subjects subjects of principals
     * @param groups groups whose members are meant
     * @param targets target names; empty if selected by labels
     * @param labels all of them must be on the target; empty if selected by name
     * @param effects the effects covered; a held write needs WRITE here, too
     * @param owner who answers for this grant
     * @param expiresAt from then on it is void; null for a standing grant
     * @param reviewBy from then on it is suspended until reviewed
     * @param origin {@code file}, {@code approval} or {@code campaign}
     */
    record GrantSpec(
            List<String> subjects,
            List<String> groups,
            List<TargetName> targets,
            Map<String, String> labels,
            List<Effect> effects,
            String owner,
            @Nullable Instant expiresAt,
            @Nullable Instant reviewBy,
            String origin) {
        public GrantSpec {
            subjects = List.copyOf(subjects);
            groups = List.copyOf(groups);
            targets = List.copyOf(targets);
            labels = Map.copyOf(labels);
            effects = List.copyOf(effects);
        }
    }
}
