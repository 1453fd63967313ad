package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.RevisionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rulebook at what the event store says. The store, not the log, is read: its order is
 * the order of decisions, and a record on the log only rings the bell. Signatures are verified and
 * policies compiled on worker threads, one reading after the other; who asks for what was seen last
 * waits for nobody.
 */
public final class StoreFollower {
    private static final Logger LOG = Logger.getLogger(StoreFollower.class);

    /** Reading all of it is dear, and whoever puts it right takes longer than that. */
    private static final long ANEW_NANOS = Duration.ofSeconds(5).toNanos();

    private final Vertx vertx;
    private final EventStore store;
    private final Rulebooks rulebooks;
    private final Seals seals;
    private volatile PublishedState state;
    private Future<Void> last = Future.succeededFuture();
    private volatile @Nullable StoredEvent read;
    private volatile @Nullable Anew anew;
    private volatile Seen seen;
    private volatile @Nullable String failure;

    /** All of it is read again, since it was altered; not before a moment of {@code nanoTime}. */
    private record Anew(StoreAltered why, long from) {}

    private record Seen(
            Changes.Known known, @Nullable String doubt, Map<RevisionId, String> unreadable) {}

    public StoreFollower(Vertx vertx, EventStore store, Rulebooks rulebooks, Seals seals) {
        this.vertx = vertx;
        this.store = store;
        this.rulebooks = rulebooks;
        this.seals = seals;
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
        return seen.known().revisions();
    }

    /** The last event that counted for nothing, and why. */
    public Optional<String> doubt() {
        return Optional.ofNullable(seen.doubt());
    }

    /** Of the active revision and the one that is tried those that cannot be read, and why. */
    public Map<RevisionId, String> unreadable() {
        return seen.unreadable();
    }

    /** Why what was in the store at the last look does not decide yet; empty if it does. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Everything there is, as of the last time this caught up. */
    Changes.Known known() {
        return seen.known();
    }

    private Future<Void> follow() {
        var asked = rulebooks.moment();
        return pages(page -> vertx.executeBlocking(() -> apply(page)))
                .compose(_ -> vertx.executeBlocking(() -> seen(state)))
                .map(now -> show(now, asked))
                .onFailure(this::tell)
                .mapEmpty();
    }

    private Future<Void> pages(Function<List<StoredEvent>, Future<Boolean>> handler) {
        var before = read;
        var again = anew;
        if (before == null) {
            return store.pages(0, handler);
        }
        return again == null
                ? store.pagesAfter(before, handler)
                : pagesAnew(again, before, handler);
    }

    /** All of them, if what was read last is there still: what was put back is not believed. */
    private Future<Void> pagesAnew(
            Anew again, StoredEvent last, Function<List<StoredEvent>, Future<Boolean>> handler) {
        if (System.nanoTime() - again.from() < 0) {
            return Future.failedFuture(again.why());
        }
        return store.pagesAfter(last, _ -> Future.succeededFuture(false))
                .compose(
                        _ -> {
                            state = new PublishedState(seals);
                            return store.pages(0, handler);
                        })
                .onSuccess(_ -> anew = null);
    }

    private boolean apply(List<StoredEvent> page) {
        for (var event : page) {
            state.apply(event);
            var last = read;
            if (last == null || event.storeSequence() > last.storeSequence()) {
                read = event;
            }
        }
        return true;
    }

    private static Seen seen(PublishedState state) {
        if (state.broken() != null) {
            throw new StoreAltered(state.broken());
        }
        return new Seen(state.known(), state.doubt(), state.unreadable());
    }

    /** Whatever kept it from being read or compiled may be over by the next look. */
    private void tell(Throwable cause) {
        var told = String.valueOf(cause);
        if (!told.equals(failure)) {
            LOG.errorf("what was published last does not decide yet: cause=%s", told);
        }
        failure = told;
        if (cause instanceof StoreAltered altered && !isWaiting()) {
            anew = new Anew(altered, System.nanoTime() + ANEW_NANOS);
        }
    }

    private boolean isWaiting() {
        var again = anew;
        return again != null && System.nanoTime() - again.from() < 0;
    }

    private Seen show(Seen now, Rulebooks.Moment asked) {
        seen = now;
        failure = null;
        if (now.known().revisions().sequence() > 0) {
            rulebooks.replace(now.known().rulebook(), asked);
        }
        return now;
    }
}
