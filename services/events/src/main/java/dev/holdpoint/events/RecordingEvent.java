package dev.holdpoint.events;

import org.jspecify.annotations.Nullable;

/**
 * What a command's client was shown, written by the edge that owns the session. It is apart from
 * the session's stream, because it may be let go while that is kept; {@link
 * CommandEvent.ResultRecorded} binds the one to the other.
 */
public sealed interface RecordingEvent extends HoldpointEvent {
    SessionId session();

    CommandId command();

    /**
     * A part of what the client was sent in answer to a command, as it was sent: masked.
     *
     * @param number 1 for the command's first chunk, then without a gap
     * @param previous the {@code digest} of the chunk before; null for the first
     * @param digest SHA-256 over the 32 bytes of {@code previous}, nothing for the first, and the
     *     bytes of {@code data}
     * @param format what the bytes are, cut anywhere: {@code postgresql-3}, messages of the
     *     PostgreSQL protocol 3 from the server
     * @param data the bytes in Base64 (RFC 4648 section 4)
     */
    record ResultChunk(
            SessionId session,
            CommandId command,
            long number,
            @Nullable Digest previous,
            Digest digest,
            String format,
            String data)
            implements RecordingEvent {}
}
