package dev.holdpoint.policy.target;

import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a target's stream says of it.
 *
 * @param version how many events it has
 * @param registered null if there is no such target, or none any more
 */
public record TargetState(long version, @Nullable Registered registered) {
    static final TargetState NONE = new TargetState(0, null);

    /**
     * There is such a target.
     *
     * @param origin {@code file} or {@code rest}
     */
    public record Registered(TargetSpec spec, String origin) {}

    TargetState after(TargetEvent event) {
        return new TargetState(version + 1, next(event));
    }

    private @Nullable Registered next(TargetEvent event) {
        return switch (event) {
            case TargetRegistered(_, var spec, var origin) -> new Registered(spec, origin);
            case TargetChanged(_, var spec) -> new Registered(spec, origin());
            case TargetRemoved _ -> null;
        };
    }

    private String origin() {
        if (registered == null) {
            throw new IllegalStateException("it was never registered");
        }
        return registered.origin();
    }
}
