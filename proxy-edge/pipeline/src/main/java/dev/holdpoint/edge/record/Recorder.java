package dev.holdpoint.edge.record;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;

/**
 * Writes a session's stream. Every future completes when the log has acknowledged; it fails with
 * {@link RecordingFailed} when it has not, and then the session must end.
 */
public interface Recorder {
    /** The first event of the stream; the client is welcomed after it. */
    Future<Void> opened(SessionOpened event);

    /** All there is of a session that was not let in. */
    Future<Void> refused(SessionRefused event);

    /** Within 3 s; nothing may be forwarded before it completes. */
    Future<Void> decided(CommandDecided event);

    /** A command that is not let through; follows what was decided about it, if anything was. */
    Future<Void> commandRefused(CommandRefused event);

    /**
     * Tries for up to 60 s. It may be kept back some milliseconds to leave together with what
     * follows: who waits for it says so by {@link #flush}. A client must not hear of a success that
     * lasts before it completes.
     */
    Future<Void> completed(CommandCompleted event);

    /** What a client is shown of a command's result; what it is shown next need not wait. */
    Future<Void> shown(ResultChunk chunk);

    /** All of a command's result was handed to {@link #shown}; its outcome follows. */
    Future<Void> resultRecorded(ResultRecorded event);

    /** Whether so much of all sessions' results is under way that those who add to it must wait. */
    boolean isBehind();

    /** Lets go at once what is kept back of a session's stream. */
    void flush(SessionId session);

    /** The last event of the stream. */
    Future<Void> closed(SessionClosed event);
}
