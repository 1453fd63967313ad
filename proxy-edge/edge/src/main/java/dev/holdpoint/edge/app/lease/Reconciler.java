package dev.holdpoint.edge.app.lease;

import dev.holdpoint.edge.app.log.OpenStreams;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.json.UnreadableEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Closes, in the log, the sessions of edges that died and the streams this edge had to abandon. */
final class Reconciler {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    private final Vertx vertx;
    private final LogSettings log;
    private final OpenStreams streams;

    Reconciler(Vertx vertx, LogSettings log, OpenStreams streams) {
        this.vertx = vertx;
        this.log = log;
        this.streams = streams;
    }

    /** Ends everything a dead edge has left open; doing it twice changes nothing. */
    Future<Void> close(Lease dead) {
        var owner = dead.owner();
        LOG.log(System.Logger.Level.INFO, "closing the books of a dead edge: edge={0}", owner);
        return close(dead.lowWater(), opened -> opened.edge().equals(owner), SessionEnd.EDGE_LOST);
    }

    /** Ends the streams this edge lost track of because the log did not answer. */
    Future<Void> closeAbandoned() {
        var sessions = streams.abandoned();
        if (sessions.isEmpty()) {
            return Future.succeededFuture();
        }
        return close(
                        streams.lowWater(),
                        opened -> sessions.contains(opened.session()),
                        SessionEnd.LOG_UNAVAILABLE)
                .onSuccess(_ -> streams.settled(sessions));
    }

    private Future<Void> close(
            Map<LogPartition, Long> from, Predicate<SessionOpened> wanted, SessionEnd end) {
        var books = new OpenBooks(wanted);
        return LogReader.readRange(
                        vertx,
                        log,
                        from,
                        events -> {
                            events.forEach(event -> apply(books, event));
                            return Future.succeededFuture();
                        })
                .compose(_ -> closeAll(List.copyOf(books.open()), end));
    }

    private static void apply(OpenBooks books, LoggedEvent event) {
        try {
            books.apply(event.envelope());
        } catch (UnreadableEvent e) {
            LOG.log(System.Logger.Level.ERROR, "passed over: position=" + event.position(), e);
        }
    }

    private Future<Void> closeAll(List<OpenBook> books, SessionEnd end) {
        return Future.join(books.stream().map(book -> close(book, end)).toList()).mapEmpty();
    }

    private Future<Void> close(OpenBook book, SessionEnd end) {
        return streams.close(book.session(), book.last(), book.closing(end));
    }
}
