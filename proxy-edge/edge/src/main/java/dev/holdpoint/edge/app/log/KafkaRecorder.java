package dev.holdpoint.edge.app.log;

import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.eventlog.LogUnavailable;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Writes session streams to the log.
 *
 * <p>The appender goes on trying for its own, longer deadline after an intent is given up, and an
 * intent that is given up is followed by its end ({@code NOT_SENT}) in the same order: if the one
 * lands, so does the other. A stream whose append failed for good is left to {@link OpenStreams}.
 */
public final class KafkaRecorder implements Recorder {
    private static final System.Logger LOG = System.getLogger(KafkaRecorder.class.getName());
    private static final Duration DEADLINE = Duration.ofMillis(2_500);
    private static final Duration KEPT_BACK = Duration.ofMillis(5);

    private static final RecordingFailed TOO_SLOW = failed(new LogUnavailable("too slow", null));

    /** A quarter of what the producer of recordings keeps at most. */
    private static final long MOST_UNDER_WAY = 8 << 20;

    private final AtomicLong underWay = new AtomicLong();
    private final Deadlines deadlines;
    private final Stragglers stragglers;
    private final OpenStreams streams;
    private final BooleanSupplier leaseHeld;

    /**
     * @param leaseHeld whether this edge still owns what it writes
     */
    public KafkaRecorder(Vertx vertx, OpenStreams streams, BooleanSupplier leaseHeld) {
        this.deadlines = new Deadlines(vertx, DEADLINE);
        this.stragglers = new Stragglers(vertx, KEPT_BACK);
        this.streams = streams;
        this.leaseHeld = leaseHeld;
    }

    @Override
    public Future<Void> opened(SessionOpened event) {
        if (!leaseHeld.getAsBoolean()) {
            return Future.failedFuture(notHeld());
        }
        var session = event.session();
        var stream = streams.open(session, Actor.of(event.principal().id()));
        return inTime(append(session, stream, event))
                .onFailure(_ -> quietly(closed(unopened(session))));
    }

    /** An opening that was given up is closed in its own stream already; that says it, too. */
    @Override
    public Future<Void> refused(SessionRefused event) {
        if (!leaseHeld.getAsBoolean()) {
            return Future.failedFuture(notHeld());
        }
        if (streams.find(event.session()).isPresent()) {
            return Future.succeededFuture();
        }
        var principal = event.principal();
        var actor = principal == null ? Actor.service("proxy-edge") : Actor.of(principal.id());
        return inTime(streams.continued(event.session(), actor, 0).append(event));
    }

    @Override
    public Future<Void> decided(CommandDecided event) {
        if (!leaseHeld.getAsBoolean()) {
            return Future.failedFuture(notHeld());
        }
        return streams.find(event.session())
                .filter(stream -> !stream.commands().areOver())
                .map(stream -> decided(stream, event))
                .orElseGet(() -> Future.failedFuture(notOpen(event.session())));
    }

    private Future<Void> decided(SessionStream stream, CommandDecided event) {
        var session = event.session();
        var command = event.command();
        var commands = stream.commands();
        return switch (event.decision()) {
            case Decision.Deny _ ->
                    inTime(append(session, stream, event)).onSuccess(_ -> commands.denied(command));
            case Decision.Hold _ -> {
                commands.held(command);
                yield inTime(append(session, stream, event))
                        .onFailure(_ -> giveUp(stream, command, unheld(event)));
            }
            case Decision.Allow _ -> {
                commands.intended(command);
                yield inTime(append(session, stream, event))
                        .onFailure(_ -> giveUp(stream, command, unsent(event)));
            }
        };
    }

    @Override
    public Future<Void> commandRefused(CommandRefused event) {
        return ended(event.session(), event.command(), stream -> stream.append(event));
    }

    @Override
    public Future<Void> completed(CommandCompleted event) {
        return ended(
                event.session(),
                event.command(),
                stream -> {
                    var written = stream.keepBack(event);
                    stragglers.add(stream);
                    return written;
                });
    }

    @Override
    public Future<Void> shown(ResultChunk chunk) {
        return streams.recording(chunk.session())
                .map(recording -> counted(chunk, recording.append(chunk)))
                .orElseGet(() -> Future.failedFuture(notOpen(chunk.session())));
    }

    private Future<Void> counted(ResultChunk chunk, Future<Void> written) {
        int size = chunk.data().length();
        underWay.addAndGet(size);
        return written.onComplete(_ -> underWay.addAndGet(-size))
                .recover(failure -> Future.failedFuture(failed(failure)));
    }

    @Override
    public Future<Void> resultRecorded(ResultRecorded event) {
        var session = event.session();
        return streams.find(session)
                .map(
                        stream -> {
                            var written = stream.keepBack(event);
                            stragglers.add(stream);
                            return kept(session, written);
                        })
                .orElseGet(() -> Future.failedFuture(notOpen(session)));
    }

    @Override
    public boolean isBehind() {
        return underWay.get() > MOST_UNDER_WAY;
    }

    @Override
    public void flush(SessionId session) {
        streams.find(session).ifPresent(SessionStream::flush);
    }

    @Override
    public Future<Void> closed(SessionClosed event) {
        var session = event.session();
        var found = streams.find(session);
        if (found.isEmpty()) {
            return Future.succeededFuture();
        }
        var stream = found.get();
        stream.oneByOne();
        stream.commands()
                .endAll(session, "The session ended")
                .forEach(end -> quietly(append(session, stream, end)));
        return append(session, stream, event).onSuccess(_ -> streams.closed(session));
    }

    private Future<Void> ended(
            SessionId session, CommandId command, Function<SessionStream, Future<Void>> write) {
        return streams.find(session)
                .map(
                        stream ->
                                stream.commands().end(command)
                                        ? kept(session, write.apply(stream))
                                        : Future.<Void>succeededFuture())
                .orElseGet(() -> Future.failedFuture(notOpen(session)));
    }

    private static void giveUp(SessionStream stream, CommandId command, HoldpointEvent end) {
        stream.oneByOne();
        if (stream.commands().end(command)) {
            quietly(stream.append(end));
        }
    }

    private Future<Void> append(SessionId session, SessionStream stream, HoldpointEvent event) {
        return kept(session, stream.append(event));
    }

    private Future<Void> kept(SessionId session, Future<Void> written) {
        return written.recover(
                failure -> {
                    streams.abandon(session);
                    return Future.failedFuture(failed(failure));
                });
    }

    private Future<Void> inTime(Future<Void> append) {
        Promise<Void> answer = Promise.promise();
        append.onComplete(done -> answer(answer, done));
        deadlines.watch(answer, TOO_SLOW);
        return answer.future();
    }

    private void answer(Promise<Void> answer, AsyncResult<Void> done) {
        if (done.failed()) {
            answer.tryFail(failed(done.cause()));
        } else if (leaseHeld.getAsBoolean()) {
            answer.tryComplete();
        } else {
            answer.tryFail(failed(new LogUnavailable("lease lost", null)));
        }
    }

    private static void quietly(Future<Void> append) {
        append.onFailure(
                failure -> LOG.log(System.Logger.Level.WARNING, "not recorded: cause=" + failure));
    }

    private static RecordingFailed failed(Throwable cause) {
        return cause instanceof RecordingFailed failed
                ? failed
                : new RecordingFailed("The log did not acknowledge in time", cause);
    }

    private static RecordingFailed notHeld() {
        return failed(new LogUnavailable("this edge's lease is in doubt or lost", null));
    }

    private static RecordingFailed notOpen(SessionId session) {
        return new RecordingFailed(
                "Not an open session of this edge",
                new IllegalStateException("session=" + session));
    }

    private static SessionClosed unopened(SessionId session) {
        return new SessionClosed(session, SessionEnd.LOG_UNAVAILABLE, 0);
    }

    private static CommandCompleted unsent(CommandDecided event) {
        return new CommandCompleted(
                event.session(), event.command(), Outcome.NOT_SENT, 0, List.of(), null);
    }

    private static CommandRefused unheld(CommandDecided event) {
        return new CommandRefused(
                event.session(),
                event.command(),
                RefusalCode.LOG_UNAVAILABLE,
                "The log did not acknowledge in time");
    }
}
