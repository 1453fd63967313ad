package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantState;
import dev.holdpoint.policy.revision.Changes;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides about grants and appends; fails with what the decider threw. */
public final class GrantDesk {
    private final Registering<GrantState, GrantDecider.Action, GrantEvent> registering;

    public GrantDesk(Changes changes) {
        registering = new Registering<>(changes, new GrantDecider(), GrantEvent.class);
    }

    public Future<Decided<GrantState, GrantEvent>> run(
            Actor actor, @Nullable String traceparent, GrantDecider.Action action) {
        return run(actor, traceparent, action.grant(), _ -> action);
    }

    /**
     * The same by what decides at that moment.
     *
     * @param action may be asked for more than once, if others append meanwhile
     */
    public Future<Decided<GrantState, GrantEvent>> run(
            Actor actor,
            @Nullable String traceparent,
            GrantId grant,
            Function<Rulebook, GrantDecider.Action> action) {
        return registering.run(
                actor,
                traceparent,
                new Registering.Step<>(
                        GrantDecider.stream(grant),
                        register -> register.grant(grant),
                        known -> action.apply(known.rulebook())),
                GrantState::version);
    }
}
