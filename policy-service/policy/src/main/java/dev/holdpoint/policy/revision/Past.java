package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was in force at moments of the past, by policy-service's own events. */
public final class Past {
    /** As many questions of moments that are not at hand are answered at once. */
    static final int AT_ONCE = 2;

    /** How much later than it says an event may be appended, by the clock of another instance. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final EventStore store;
    private final Seals seals;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private volatile @Nullable Moment last;

    private record Moment(Instant at, Rulebook rulebook, @Nullable String unreadable) {
        /** Fails if what decided then cannot be read. */
        Future<Rulebook> readable() {
            return unreadable == null
                    ? Future.succeededFuture(rulebook)
                    : Future.failedFuture(new Unreadable(at, unreadable));
        }
    }

    /** Too many ask of the past at once. */
    public static final class Busy extends RuntimeException {
        Busy() {
            super("Others ask of the past: try again when they are answered.", null, false, false);
        }
    }

    /** What decided at that moment cannot be read by this version, so nobody can ask it. */
    public static final class Unreadable extends RuntimeException {
        Unreadable(Instant at, String unreadable) {
            super(
                    "What was in force at %s cannot be read by this version: %s"
                            .formatted(at, unreadable),
                    null,
                    false,
                    false);
        }
    }

    public Past(Vertx vertx, EventStore store, Seals seals, InstantSource clock) {
        this.vertx = vertx;
        this.store = store;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Asks a question of what was in force at a moment, on a worker thread; before the first event
     * that is the empty rulebook. The moment asked for last is at hand: a listing's pages are all
     * of the same.
     *
     * @return fails with {@link Busy} if too many ask already, with {@link Unreadable} if what was
     *     in force cannot be read
     */
    public <A> Future<A> at(Instant moment, Function<Rulebook, A> question) {
        var before = last;
        if (before != null && before.at().equals(moment)) {
            return before.readable().compose(rulebook -> ask(question, rulebook));
        }
        if (!free.tryAcquire()) {
            return Future.failedFuture(new Busy());
        }
        return read(moment)
                .compose(Moment::readable)
                .compose(rulebook -> ask(question, rulebook))
                .onComplete(_ -> free.release());
    }

    private <A> Future<A> ask(Function<Rulebook, A> question, Rulebook rulebook) {
        return vertx.executeBlocking(() -> question.apply(rulebook), false);
    }

    private Future<Moment> read(Instant moment) {
        var history = new History(moment, seals);
        boolean settled = moment.isBefore(clock.instant().minus(SKEW));
        return store.pages(0, page -> vertx.executeBlocking(() -> history.apply(page), false))
                .compose(_ -> vertx.executeBlocking(history::moment, false))
                .onSuccess(
                        read -> {
                            if (settled || history.ended) {
                                last = read;
                            }
                        });
    }

    /** The files a revision was published with; none if it never was. */
    public Future<List<SourceFile>> sources(RevisionId revision) {
        return store.load(PolicyDecider.stream(revision))
                .map(
                        envelopes ->
                                envelopes.reversed().stream()
                                        .map(Envelope::event)
                                        .filter(PolicyPublished.class::isInstance)
                                        .map(PolicyPublished.class::cast)
                                        .findFirst()
                                        .map(Past::files)
                                        .orElse(List.of()));
    }

    private static List<SourceFile> files(PolicyPublished published) {
        return published.sources().stream()
                .map(source -> new SourceFile(source.name(), source.yaml()))
                .toList();
    }

    /** The events up to a moment: the store's order counts, so the first later one ends them. */
    private static final class History {
        private final PublishedState state;
        private final Instant end;
        private boolean ended;

        private History(Instant end, Seals seals) {
            this.end = end;
            this.state = PublishedState.ofThePast(seals);
        }

        private Moment moment() {
            var rulebook = state.rulebook();
            var altered = state.broken();
            return new Moment(
                    end,
                    rulebook,
                    altered == null
                            ? state.unreadable().get(state.revisions().current())
                            : altered);
        }

        /** Whether there may be more of them. */
        private boolean apply(List<StoredEvent> page) {
            for (var event : page) {
                ended |= event.envelope().time().isAfter(end);
                if (ended) {
                    return false;
                }
                state.apply(event);
            }
            return true;
        }
    }
}
