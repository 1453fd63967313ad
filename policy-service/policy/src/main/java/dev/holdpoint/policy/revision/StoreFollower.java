package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.util.Set;

/**
 * Keeps the rulebook at what the event store says. The store, not the log, is read: its order is
 * the order of decisions, and a record on the log only rings the bell.
 */
public final class StoreFollower {
    private final EventStore store;
    private final Rulebooks rulebooks;
    private final PublishedState state = new PublishedState();
    private Future<Void> last = Future.succeededFuture();

    public StoreFollower(EventStore store, Rulebooks rulebooks) {
        this.store = store;
        this.rulebooks = rulebooks;
    }

    /** Completes once everything that was in the store at the call decides here. */
    public synchronized Future<Void> catchUp() {
        last = last.transform(_ -> follow());
        return last;
    }

    synchronized Set<RevisionId> unretired() {
        return state.unretired();
    }

    synchronized Set<TargetName> targetsOfRest() {
        return state.targetsOfRest();
    }

    private Future<Void> follow() {
        return store.replay(
                        sequence(),
                        (sequence, envelope) -> {
                            apply(sequence, envelope.event());
                            return Future.succeededFuture();
                        })
                .onSuccess(_ -> publish());
    }

    private synchronized long sequence() {
        return state.sequence();
    }

    private synchronized void apply(long sequence, HoldpointEvent event) {
        state.apply(sequence, event);
    }

    private synchronized void publish() {
        if (state.sequence() > 0) {
            rulebooks.replace(state.rulebook());
        }
    }
}
