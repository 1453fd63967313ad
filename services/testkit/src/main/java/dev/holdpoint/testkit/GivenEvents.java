package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.HoldpointEvent;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Given events, when an action, then events: the way a decider is tested.
 *
 * <pre>{@code
 * GivenEvents.to(decider.initial(), decider::evolve, decider::decide)
 *         .given(placed).when(new Approve(ALICE)).thenFails(SelfApproval.class);
 * }</pre>
 */
public final class GivenEvents<S, A, E extends HoldpointEvent> {
    private final S state;
    private final BiFunction<S, E, S> evolve;
    private final BiFunction<S, A, List<E>> decide;

    private GivenEvents(S state, BiFunction<S, E, S> evolve, BiFunction<S, A, List<E>> decide) {
        this.state = state;
        this.evolve = evolve;
        this.decide = decide;
    }

    /** A decider's three functions. */
    public static <S, A, E extends HoldpointEvent> GivenEvents<S, A, E> to(
            S initial, BiFunction<S, E, S> evolve, BiFunction<S, A, List<E>> decide) {
        return new GivenEvents<>(initial, evolve, decide);
    }

    /** These events happened, after those given before. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final GivenEvents<S, A, E> given(E... events) {
        return given(List.of(events));
    }

    public GivenEvents<S, A, E> given(List<? extends E> events) {
        var folded = state;
        for (var event : events) {
            folded = evolve.apply(folded, event);
        }
        return new GivenEvents<>(folded, evolve, decide);
    }

    /** Decides the action. */
    public When<S, E> when(A action) {
        try {
            return new When<>(state, decide.apply(state, action), null);
        } catch (RuntimeException refused) {
            return new When<>(state, List.of(), refused);
        }
    }

    /** What came of the action: events or a failure, never both. */
    public static final class When<S, E extends HoldpointEvent> {
        private final S state;
        private final List<E> events;
        private final @Nullable RuntimeException failure;

        private When(S state, List<E> events, @Nullable RuntimeException failure) {
            this.state = state;
            this.events = events;
            this.failure = failure;
        }

        @SafeVarargs
        @SuppressWarnings("varargs")
        public final void then(E... expected) {
            requireDecided();
            assertThat(events).containsExactlyElementsOf(List.of(expected));
        }

        public void thenNothing() {
            requireDecided();
            assertThat(events).isEmpty();
        }

        public When<S, E> thenFails(Class<? extends RuntimeException> expected) {
            assertThat(failure).describedAs("failure in state %s", state).isInstanceOf(expected);
            return this;
        }

        public When<S, E> withMessageContaining(String part) {
            assertThat(failure).hasMessageContaining(part);
            return this;
        }

        public void andNoEvents() {
            assertThat(events).isEmpty();
        }

        private void requireDecided() {
            if (failure != null) {
                throw new AssertionError("the action failed in state " + state, failure);
            }
        }
    }
}
