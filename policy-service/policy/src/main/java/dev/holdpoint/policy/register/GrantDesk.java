package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantState;
import dev.holdpoint.policy.revision.Changes;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides about grants and appends; fails with what the decider threw. */
public final class GrantDesk {
    private final Registering<GrantState, GrantDecider.Action, GrantEvent> registering;

    public GrantDesk(Changes changes) {
        registering = new Registering<>(changes, new GrantDecider(), GrantEvent.class);
    }

    public Future<Decided<GrantState, GrantEvent>> run(
            Actor actor, @Nullable String traceparent, GrantDecider.Action action) {
        return registering.run(
                actor,
                traceparent,
                new Registering.Step<>(
                        GrantDecider.stream(action.grant()),
                        register -> register.grant(action.grant()),
                        action),
                GrantState::version);
    }
}
