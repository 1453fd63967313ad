package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetState;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides about targets and appends; fails with what the decider threw. */
public final class TargetDesk {
    private final Deciding<TargetState, TargetDecider.Action, TargetEvent> deciding;

    public TargetDesk(EventStore store) {
        deciding = new Deciding<>(store, new TargetDecider(), TargetEvent.class);
    }

    public Future<Decided<TargetState, TargetEvent>> run(
            Actor actor, @Nullable String traceparent, TargetDecider.Action action) {
        return deciding.run(TargetDecider.stream(action.target()), actor, traceparent, action);
    }
}
