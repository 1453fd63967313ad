package dev.holdpoint.policy.revision;

import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantState;
import dev.holdpoint.policy.index.SharedMap;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every grant and target there ever was, at one moment, by the events that count. */
public record Register(
        SharedMap<GrantId, Entry<GrantState>> grants,
        SharedMap<TargetName, Entry<TargetState>> targets) {
    private static final Entry<GrantState> NO_GRANT =
            new Entry<>(new GrantDecider().initial(), null);
    private static final Entry<TargetState> NO_TARGET =
            new Entry<>(new TargetDecider().initial(), null);

    /**
     * What became of one of them.
     *
     * @param changedAt when it did last; null if it never was
     */
    public record Entry<S>(S state, @Nullable Instant changedAt) {}

    /** What became of the grant of that name, if there ever was one. */
    public Entry<GrantState> grant(GrantId id) {
        return grants.getOrDefault(id, NO_GRANT);
    }

    /** What became of the target of that name, if there ever was one. */
    public Entry<TargetState> target(TargetName name) {
        return targets.getOrDefault(name, NO_TARGET);
    }

    /** Targets that are not from documents. */
    Set<TargetName> targetsOfRest() {
        return targets.entrySet().stream()
                .filter(target -> isOfRest(target.getValue().state()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOfRest(TargetState state) {
        var registered = state.registered();
        return registered != null && registered.origin().equals(Origin.REST);
    }
}
