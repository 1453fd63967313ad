package dev.holdpoint.policy.revision;

import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The rulebook decisions are made from now; swapped whole, so that no decision sees half a change.
 * One that could not be confirmed for too long counts as none.
 */
public final class Rulebooks {
    private final InstantSource clock;
    private final Duration staleAfter;
    private final CopyOnWriteArrayList<Consumer<Rulebook>> listeners = new CopyOnWriteArrayList<>();
    private volatile Confirmed confirmed = new Confirmed(Rulebook.EMPTY, Instant.EPOCH);

    public Rulebooks(InstantSource clock, Duration staleAfter) {
        this.clock = clock;
        this.staleAfter = staleAfter;
    }

    public Rulebook current() {
        var now = confirmed;
        return clock.instant().isAfter(now.at().plus(staleAfter))
                ? now.rulebook().withoutRevision()
                : now.rulebook();
    }

    /** Calls {@code listener} at each change until the returned handle is run. */
    public Runnable onChange(Consumer<Rulebook> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Says that {@code rulebook} is what is published now. */
    void replace(Rulebook rulebook) {
        boolean changed = rulebook.number() != confirmed.rulebook().number();
        confirmed = new Confirmed(rulebook, clock.instant());
        if (changed) {
            listeners.forEach(listener -> listener.accept(rulebook));
        }
    }

    private record Confirmed(Rulebook rulebook, Instant at) {}
}
