package dev.holdpoint.policy.target;

import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.target.TargetState.Registered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides on one target's stream, for documents and for people. */
public final class TargetDecider
        implements Decider<TargetState, TargetDecider.Action, TargetEvent> {
    /** What may be asked. */
    public sealed interface Action {
        TargetName target();

        /** Be registered as its document says. */
        record Describe(TargetName target, TargetSpec spec) implements Action {}

        /** Be gone: there is no document of it. */
        record Remove(TargetName target) implements Action {}

        /** Be what somebody asks for. */
        record Ask(TargetRequest request) implements Action {
            @Override
            public TargetName target() {
                return request.target();
            }
        }
    }

    public static StreamId stream(TargetName target) {
        return new StreamId("target/" + target.value());
    }

    @Override
    public TargetState initial() {
        return TargetState.NONE;
    }

    @Override
    public TargetState evolve(TargetState state, TargetEvent event) {
        return state.after(event);
    }

    @Override
    public List<TargetEvent> decide(TargetState state, Action action) {
        return switch (action) {
            case Action.Describe(var name, var spec) -> describe(state.registered(), name, spec);
            case Action.Remove(var name) -> remove(state.registered(), name);
            case Action.Ask(var request) -> TargetRequests.decide(state, request);
        };
    }

    private static List<TargetEvent> describe(
            @Nullable Registered registered, TargetName name, TargetSpec spec) {
        if (registered == null) {
            return List.of(new TargetRegistered(name, spec, Origin.FILE));
        }
        if (!registered.origin().equals(Origin.FILE)) {
            throw new ChangeRefused(
                    Kind.TAKEN,
                    "The name %s is that of a target which is not from a document."
                            .formatted(name));
        }
        return registered.spec().equals(spec) ? List.of() : List.of(new TargetChanged(name, spec));
    }

    private static List<TargetEvent> remove(@Nullable Registered registered, TargetName name) {
        return registered == null || !registered.origin().equals(Origin.FILE)
                ? List.of()
                : List.of(new TargetRemoved(name));
    }
}
