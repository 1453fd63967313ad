package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantState;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides about grants and appends; fails with what the decider threw. */
public final class GrantDesk {
    private final Deciding<GrantState, GrantDecider.Action, GrantEvent> deciding;

    public GrantDesk(EventStore store) {
        deciding = new Deciding<>(store, new GrantDecider(), GrantEvent.class);
    }

    public Future<Decided<GrantState, GrantEvent>> run(
            Actor actor, @Nullable String traceparent, GrantDecider.Action action) {
        return deciding.run(GrantDecider.stream(action.grant()), actor, traceparent, action);
    }
}
