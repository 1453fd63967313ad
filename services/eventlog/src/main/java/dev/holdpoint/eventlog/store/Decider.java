package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.HoldpointEvent;
import java.util.List;

/**
 * Pure decision logic: state is a fold of events, an action on a state gives new events.
 *
 * @param <S> state
 * @param <A> action
 * @param <E> event family
 */
public interface Decider<S, A, E extends HoldpointEvent> {
    S initial();

    S evolve(S state, E event);

    /** The events that follow from {@code action}; throws when the action is not allowed. */
    List<E> decide(S state, A action);
}
