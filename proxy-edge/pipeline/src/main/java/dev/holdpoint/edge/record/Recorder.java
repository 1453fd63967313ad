package dev.holdpoint.edge.record;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import io.vertx.core.Future;

/**
 * Writes a session's stream. Every future completes when the log has acknowledged; it fails with
 * {@link RecordingFailed} when it has not, and then the session must end.
 */
public interface Recorder {
    Future<Void> opened(SessionOpened event);

    Future<Void> refused(SessionRefused event);

    /** Within 3 s; nothing may be forwarded before it completes. */
    Future<Void> decided(CommandDecided event);

    Future<Void> commandRefused(CommandRefused event);

    /** Tries for up to 60 s; the client must not hear of success before it completes. */
    Future<Void> completed(CommandCompleted event);

    /** The last event of the stream. */
    Future<Void> closed(SessionClosed event);
}
