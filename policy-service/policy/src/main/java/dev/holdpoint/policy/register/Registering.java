package dev.holdpoint.policy.register;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.revision.Changes;
import dev.holdpoint.policy.revision.Changes.Appended;
import dev.holdpoint.policy.revision.Changes.Known;
import dev.holdpoint.policy.revision.Register;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs a decider on one entry of the register, by what counts of its stream. */
final class Registering<S, A, E extends HoldpointEvent> {
    private final Changes changes;
    private final Decider<S, A, E> decider;
    private final Class<E> family;

    Registering(Changes changes, Decider<S, A, E> decider, Class<E> family) {
        this.changes = changes;
        this.decider = decider;
        this.family = family;
    }

    /**
     * What is to be done to which entry.
     *
     * @param action by all that is known when it is decided
     */
    record Step<S, A>(
            StreamId stream,
            Function<Register, Register.Entry<S>> entry,
            Function<Known, A> action) {}

    Future<Decided<S, E>> run(
            Actor actor, @Nullable String traceparent, Step<S, A> step, ToLongFunction<S> version) {
        return changes.run(actor, traceparent, known -> additions(step, known))
                .map(appended -> decided(step, appended, version));
    }

    private List<Addition> additions(Step<S, A> step, Known known) {
        var state = step.entry().apply(known.register()).state();
        var events = decider.decide(state, step.action().apply(known));
        return events.isEmpty() ? List.of() : List.of(new Addition(step.stream(), events));
    }

    private Decided<S, E> decided(Step<S, A> step, Appended appended, ToLongFunction<S> version) {
        var before = step.entry().apply(appended.known().register());
        List<E> events =
                appended.additions().stream()
                        .flatMap(addition -> addition.events().stream())
                        .filter(family::isInstance)
                        .map(family::cast)
                        .toList();
        var state = before.state();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        var at = appended.at();
        return new Decided<>(
                state, events, version.applyAsLong(state), at == null ? before.changedAt() : at);
    }
}
