package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the rulebook at what the event store says. The store, not the log, is read: its order is
 * the order of decisions, and a record on the log only rings the bell.
 */
public final class StoreFollower {
    private final EventStore store;
    private final Rulebooks rulebooks;
    private final PublishedState state;
    private Future<Void> last = Future.succeededFuture();

    public StoreFollower(EventStore store, Rulebooks rulebooks, Seals seals) {
        this.store = store;
        this.rulebooks = rulebooks;
        this.state = new PublishedState(seals);
    }

    /** Completes once everything that was in the store at the call decides here. */
    public synchronized Future<Void> catchUp() {
        last = last.transform(_ -> follow());
        return last;
    }

    /** Every revision, as of the last time this caught up. */
    public synchronized Revisions revisions() {
        return state.revisions();
    }

    /** The last event that counted for nothing, and why. */
    public synchronized Optional<String> doubt() {
        return Optional.ofNullable(state.doubt());
    }

    synchronized Set<TargetName> targetsOfRest() {
        return state.targetsOfRest();
    }

    private Future<Void> follow() {
        return store.replay(
                        sequence(),
                        (sequence, envelope) -> {
                            apply(sequence, envelope);
                            return Future.succeededFuture();
                        })
                .onSuccess(_ -> publish());
    }

    private synchronized long sequence() {
        return state.sequence();
    }

    private synchronized void apply(long sequence, Envelope<?> envelope) {
        state.apply(sequence, envelope);
    }

    private synchronized void publish() {
        if (state.sequence() > 0) {
            rulebooks.replace(state.rulebook());
        }
    }
}
