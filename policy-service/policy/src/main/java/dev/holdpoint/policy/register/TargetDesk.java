package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.policy.revision.Changes;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetState;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides about targets and appends; fails with what the decider threw. */
public final class TargetDesk {
    private final Registering<TargetState, TargetDecider.Action, TargetEvent> registering;

    public TargetDesk(Changes changes) {
        registering = new Registering<>(changes, new TargetDecider(), TargetEvent.class);
    }

    public Future<Decided<TargetState, TargetEvent>> run(
            Actor actor, @Nullable String traceparent, TargetDecider.Action action) {
        return registering.run(
                actor,
                traceparent,
                new Registering.Step<>(
                        TargetDecider.stream(action.target()),
                        register -> register.target(action.target()),
                        _ -> action),
                TargetState::version);
    }
}
