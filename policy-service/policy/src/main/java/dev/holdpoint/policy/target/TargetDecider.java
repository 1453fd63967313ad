package dev.holdpoint.policy.target;

import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Optional;

/** Decides on one target's stream. */
public final class TargetDecider
        implements Decider<Optional<TargetSpec>, TargetDecider.Action, TargetEvent> {
    /** What may be asked. */
    public sealed interface Action {
        TargetName target();

        /** Be registered like this. */
        record Describe(TargetName target, TargetSpec spec) implements Action {}

        /** Be gone. */
        record Remove(TargetName target) implements Action {}
    }

    public static StreamId stream(TargetName target) {
        return new StreamId("target/" + target.value());
    }

    @Override
    public Optional<TargetSpec> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<TargetSpec> evolve(Optional<TargetSpec> state, TargetEvent event) {
        return switch (event) {
            case TargetRegistered(_, var spec) -> Optional.of(spec);
            case TargetChanged(_, var spec) -> Optional.of(spec);
            case TargetRemoved _ -> Optional.empty();
        };
    }

    @Override
    public List<TargetEvent> decide(Optional<TargetSpec> state, Action action) {
        return switch (action) {
            case Action.Describe(var name, var spec) when state.isEmpty() ->
                    List.of(new TargetRegistered(name, spec));
            case Action.Describe(var name, var spec) ->
                    state.get().equals(spec) ? List.of() : List.of(new TargetChanged(name, spec));
            case Action.Remove(var name) ->
                    state.isEmpty() ? List.of() : List.of(new TargetRemoved(name));
        };
    }
}
