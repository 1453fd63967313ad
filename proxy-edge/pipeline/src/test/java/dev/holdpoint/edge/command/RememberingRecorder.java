package dev.holdpoint.edge.command;

import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.events.CommandEvent;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Keeps events in memory; acknowledges at once, when told to, or never. */
final class RememberingRecorder implements Recorder {
    private final List<CommandEvent> events = new ArrayList<>();
    private Promise<Void> acknowledgement = acknowledged();
    private int left = Integer.MAX_VALUE;

    void hesitate() {
        acknowledgement = Promise.promise();
    }

    void acknowledge() {
        acknowledgement.complete();
    }

    void fail() {
        failAfter(0);
    }

    /** Acknowledges that many events more, and no other. */
    void failAfter(int events) {
        left = events;
    }

    List<CommandDecided> decided() {
        return events.stream()
                .filter(CommandDecided.class::isInstance)
                .map(CommandDecided.class::cast)
                .toList();
    }

    List<Decision> decisions() {
        return decided().stream().map(CommandDecided::decision).toList();
    }

    List<RefusalCode> refusals() {
        return events.stream()
                .filter(CommandRefused.class::isInstance)
                .map(event -> ((CommandRefused) event).code())
                .toList();
    }

    @Override
    public Future<Void> opened(SessionOpened event) {
        return acknowledgement.future();
    }

    @Override
    public Future<Void> refused(SessionRefused event) {
        return acknowledgement.future();
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
        return acknowledgement.future();
    }

    @Override
    public Future<Void> resultRecorded(ResultRecorded event) {
        return acknowledgement.future();
    }

    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public void flush(SessionId session) {}

    @Override
    public Future<Void> closed(SessionClosed event) {
        return acknowledgement.future();
    }

    private Future<Void> take(CommandEvent event) {
        if (left-- <= 0) {
            return Future.failedFuture(
                    new RecordingFailed("no broker", new IllegalStateException()));
        }
        events.add(event);
        return acknowledgement.future();
    }

    private static Promise<Void> acknowledged() {
        Promise<Void> promise = Promise.promise();
        promise.complete();
        return promise;
    }
}
