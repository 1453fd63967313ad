package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps a session's stream in memory; acknowledges at once unless told otherwise. */
public final class MemoryRecorder implements Recorder {
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> unacknowledged = new CopyOnWriteArrayList<>();
    private volatile Predicate<HoldpointEvent> delayed = _ -> false;
    private volatile Predicate<HoldpointEvent> lost = _ -> false;

    /** An event and when it was acknowledged. */
    public record Taken(Instant at, HoldpointEvent event) {}

    /** Acknowledges these events only at {@link #acknowledge}. */
    public void delay(Predicate<HoldpointEvent> which) {
        delayed = which;
    }

    /** Throws at events of this type, as a recorder with a fault would. */
    public static Predicate<HoldpointEvent> refusing(Class<? extends HoldpointEvent> type) {
        return event -> {
            if (type.isInstance(event)) {
                throw new IllegalStateException("a fault");
            }
            return false;
        };
    }

    /** Fails these events, as a log that does not answer would after its deadline. */
    public void lose(Predicate<HoldpointEvent> which) {
        lost = which;
    }

    public void acknowledge() {
        delayed = _ -> false;
        unacknowledged.forEach(Promise::tryComplete);
        unacknowledged.clear();
    }

    public void forget() {
        delayed = _ -> false;
        lost = _ -> false;
        taken.clear();
    }

    /** How many events wait for their acknowledgement. */
    public int waiting() {
        return unacknowledged.size();
    }

    /** Everything recorded so far, in order. */
    public List<Taken> all() {
        return List.copyOf(taken);
    }

    /** What was recorded so far, of this type. */
    public <E extends HoldpointEvent> List<E> of(Class<E> type) {
        return taken.stream().map(Taken::event).filter(type::isInstance).map(type::cast).toList();
    }

    /** What tells the commands apart that were decided so far. */
    public List<Digest> digests() {
        return of(CommandDecided.class).stream().map(CommandDecided::digest).toList();
    }

    /** Why commands were refused so far. */
    public List<RefusalCode> refusals() {
        return of(CommandRefused.class).stream().map(CommandRefused::code).toList();
    }

    @Override
    public Future<Void> opened(SessionOpened event) {
        return take(event);
    }

    @Override
    public Future<Void> refused(SessionRefused event) {
        return take(event);
    }

    @Override
    public Future<Void> decided(CommandDecided event) {
        return take(event);
    }

    @Override
    public Future<Void> commandRefused(CommandRefused event) {
        return take(event);
    }

    @Override
    public Future<Void> completed(CommandCompleted event) {
        return take(event);
    }

    @Override
    public Future<Void> shown(ResultChunk chunk) {
        return take(chunk);
    }

    @Override
    public Future<Void> resultRecorded(ResultRecorded event) {
        return take(event);
    }

    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public void flush(SessionId session) {}

    @Override
    public Future<Void> closed(SessionClosed event) {
        return take(event);
    }

    private Future<Void> take(HoldpointEvent event) {
        if (lost.test(event)) {
            return Future.failedFuture(
                    new RecordingFailed("no broker", new IllegalStateException("stopped")));
        }
        taken.add(new Taken(Instant.now(), event));
        if (delayed.test(event)) {
            Promise<Void> acknowledgement = Promise.promise();
            unacknowledged.add(acknowledgement);
            return acknowledgement.future();
        }
        return Future.succeededFuture();
    }
}
