package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a decider on a stream: load, fold, decide, append; decides again if somebody was faster. */
public final class Deciding<S, A, E extends HoldpointEvent> {
    private static final int ATTEMPTS = 10;

    private final EventStore store;
    private final Decider<S, A, E> decider;
    private final Class<E> family;
    private final Alongside alongside;

    public Deciding(EventStore store, Decider<S, A, E> decider, Class<E> family) {
        this(store, decider, family, Alongside.NOTHING);
    }

    /**
     * @param alongside done with each append, in its transaction
     */
    public Deciding(
            EventStore store, Decider<S, A, E> decider, Class<E> family, Alongside alongside) {
        this.store = store;
        this.decider = decider;
        this.family = family;
        this.alongside = alongside;
    }

    /**
     * Decides {@code action} on {@code stream}.
     *
     * @return fails with what the decider threw, or with {@link ConcurrentAppend} when ten attempts
     *     were overtaken
     */
    public Future<Decided<S, E>> run(
            StreamId stream, Actor actor, @Nullable String traceparent, A action) {
        return attempt(new Attempt<>(stream, actor, traceparent, action), ATTEMPTS);
    }

    /** Where {@code stream} stands. */
    public Future<S> look(StreamId stream) {
        return store.load(stream).map(history -> fold(decider.initial(), events(history)));
    }

    private Future<Decided<S, E>> attempt(Attempt<A> attempt, int left) {
        return store.load(attempt.stream())
                .compose(history -> decide(attempt, history))
                .recover(
                        failure ->
                                failure instanceof ConcurrentAppend && left > 1
                                        ? attempt(attempt, left - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<Decided<S, E>> decide(Attempt<A> attempt, List<Envelope<?>> history) {
        var before = fold(decider.initial(), events(history));
        var events = decider.decide(before, attempt.action());
        var after = fold(before, events);
        long version = (long) history.size() + events.size();
        return append(attempt, history, events)
                .map(latest -> new Decided<>(after, events, version, changedAt(latest)));
    }

    private Future<List<Envelope<?>>> append(
            Attempt<A> attempt, List<Envelope<?>> history, List<E> events) {
        return events.isEmpty()
                ? Future.succeededFuture(history)
                : store.append(
                        attempt.stream(),
                        history.size(),
                        attempt.actor(),
                        attempt.traceparent(),
                        events,
                        alongside);
    }

    private static @Nullable Instant changedAt(List<Envelope<?>> latest) {
        return latest.isEmpty() ? null : latest.getLast().time();
    }

    private S fold(S state, List<E> events) {
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    private List<E> events(List<Envelope<?>> history) {
        return history.stream().map(envelope -> family.cast(envelope.event())).toList();
    }

    private record Attempt<A>(
            StreamId stream, Actor actor, @Nullable String traceparent, A action) {}
}
