package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Rulebook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rulebook at what the event store says. The store, not the log, is read: its order is
 * the order of decisions, and a record on the log only rings the bell. Signatures are verified and
 * policies compiled on worker threads, one reading after the other; who asks for what was seen last
 * waits for nobody.
 */
public final class StoreFollower {
    private final Vertx vertx;
    private final EventStore store;
    private final Rulebooks rulebooks;
    private final PublishedState state;
    private Future<Void> last = Future.succeededFuture();
    private volatile Seen seen;

    private record Seen(
            Revisions revisions,
            @Nullable String doubt,
            Set<TargetName> targetsOfRest,
            Rulebook rulebook) {}

    public StoreFollower(Vertx vertx, EventStore store, Rulebooks rulebooks, Seals seals) {
        this.vertx = vertx;
        this.store = store;
        this.rulebooks = rulebooks;
        this.state = new PublishedState(seals);
        this.seen = seen(state);
    }

    /** Completes once everything that was in the store at the call decides here. */
    public synchronized Future<Void> catchUp() {
        last = last.transform(_ -> follow());
        return last;
    }

    /** Every revision, as of the last time this caught up. */
    public Revisions revisions() {
        return seen.revisions();
    }

    /** The last event that counted for nothing, and why. */
    public Optional<String> doubt() {
        return Optional.ofNullable(seen.doubt());
    }

    Set<TargetName> targetsOfRest() {
        return seen.targetsOfRest();
    }

    private Future<Void> follow() {
        return store.pages(state.sequence(), page -> vertx.executeBlocking(() -> apply(page)))
                .compose(_ -> vertx.executeBlocking(() -> seen(state)))
                .map(this::show)
                .mapEmpty();
    }

    private boolean apply(List<StoredEvent> page) {
        page.forEach(event -> state.apply(event.storeSequence(), event.envelope()));
        return true;
    }

    private static Seen seen(PublishedState state) {
        return new Seen(state.revisions(), state.doubt(), state.targetsOfRest(), state.rulebook());
    }

    private Seen show(Seen now) {
        seen = now;
        if (now.revisions().sequence() > 0) {
            rulebooks.replace(now.rulebook());
        }
        return now;
    }
}
