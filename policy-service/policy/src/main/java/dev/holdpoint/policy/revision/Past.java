package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What was in force at moments of the past, by policy-service's own events. */
public final class Past {
    private final Vertx vertx;
    private final EventStore store;
    private final Seals seals;

    public Past(Vertx vertx, EventStore store, Seals seals) {
        this.vertx = vertx;
        this.store = store;
        this.seals = seals;
    }

    /**
     * Asks a question of what was in force at a moment, on a worker thread; before the first event
     * that is the empty rulebook.
     */
    public <A> Future<A> at(Instant moment, Function<Rulebook, A> question) {
        var history = new History(moment, seals);
        return store.replay(0, history::apply)
                .compose(
                        _ ->
                                vertx.executeBlocking(
                                        () -> question.apply(history.state.rulebook()), false));
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
            this.state = new PublishedState(seals);
        }

        private Future<Void> apply(long sequence, Envelope<?> envelope) {
            ended |= envelope.time().isAfter(end);
            if (!ended) {
                state.apply(sequence, envelope);
            }
            return Future.succeededFuture();
        }
    }
}
