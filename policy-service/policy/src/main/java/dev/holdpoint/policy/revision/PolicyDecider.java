package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.StreamId;
import java.util.List;

/**
 * Decides on one revision's stream.
 *
 * <pre>
 * DRAFT --Activate--> ACTIVE --Retire--> DRAFT
 * </pre>
 */
final class PolicyDecider
        implements Decider<PolicyDecider.State, PolicyDecider.Action, PolicyEvent> {
    enum State {
        DRAFT,
        ACTIVE
    }

    /** What may be asked. */
    sealed interface Action {
        RevisionId revision();

        /**
         * Decide from now on.
         *
         * @param again although it was never retired: another revision was activated after it
         */
        record Activate(RevisionId revision, List<PolicySource> sources, boolean again)
                implements Action {}

        /** Decide no longer. */
        record Retire(RevisionId revision) implements Action {}
    }

    static StreamId stream(RevisionId revision) {
        return new StreamId("policy/" + revision.value());
    }

    @Override
    public State initial() {
        return State.DRAFT;
    }

    @Override
    public State evolve(State state, PolicyEvent event) {
        return switch (event) {
            case PolicyPublished _ -> state;
            case PolicyActivated _ -> State.ACTIVE;
            case PolicyRetired _ -> State.DRAFT;
        };
    }

    @Override
    public List<PolicyEvent> decide(State state, Action action) {
        return switch (action) {
            case Action.Activate(var revision, var sources, var again) ->
                    state == State.ACTIVE && !again
                            ? List.of()
                            : List.of(
                                    new PolicyPublished(revision, sources),
                                    new PolicyActivated(revision));
            case Action.Retire(var revision) ->
                    state == State.DRAFT ? List.of() : List.of(new PolicyRetired(revision));
        };
    }
}
