package dev.holdpoint.policy.revision;

import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The rulebook decisions are made from now; swapped whole, so that no decision sees half a change.
 * One that could not be confirmed for too long counts as none.
 */
public final class Rulebooks {
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Duration staleAfter;
    private final CopyOnWriteArrayList<Consumer<Rulebook>> listeners = new CopyOnWriteArrayList<>();
    private volatile Confirmed confirmed;

    /**
     * @param nanoTime goes on steadily, whatever is done to {@code clock}, which in turn goes on
     *     while the machine is suspended: what either of them calls too long is
     */
    public Rulebooks(InstantSource clock, LongSupplier nanoTime, Duration staleAfter) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.staleAfter = staleAfter;
        this.confirmed = new Confirmed(Rulebook.EMPTY, new Moment(Instant.EPOCH, 0));
    }

    public Rulebook current() {
        var now = confirmed;
        return isStale(now.at()) ? now.rulebook().withoutRevision() : now.rulebook();
    }

    private boolean isStale(Moment confirmed) {
        return clock.instant().isAfter(confirmed.time().plus(staleAfter))
                || nanoTime.getAsLong() - confirmed.nanos() > staleAfter.toNanos();
    }

    /** To be taken before the store is asked: what it says is as old as the question. */
    Moment moment() {
        return new Moment(clock.instant(), nanoTime.getAsLong());
    }

    /** Calls {@code listener} at each change until the returned handle is run. */
    public Runnable onChange(Consumer<Rulebook> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Says that {@code rulebook} is what was published at that moment. */
    void replace(Rulebook rulebook, Moment at) {
        boolean changed = rulebook.number() != confirmed.rulebook().number();
        confirmed = new Confirmed(rulebook, at);
        if (changed) {
            listeners.forEach(listener -> listener.accept(rulebook));
        }
    }

    /** A moment by both clocks. */
    record Moment(Instant time, long nanos) {}

    private record Confirmed(Rulebook rulebook, Moment at) {}
}
