package dev.holdpoint.audit.recordings;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients were shown, chunk by chunk. The first chunk of a number stays: another one of that
 * number is no part of the chain. What is no Base64 or no digest is parked, and missing.
 */
public final class RecordingsProjection implements Projection {
    @Override
    public String name() {
        return "recordings.v1";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.RECORDINGS);
    }

    @Override
    public List<String> tables() {
        return List.of("result_chunks");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE result_chunks (
                    session text NOT NULL,
                    command text NOT NULL,
                    number bigint NOT NULL CHECK (number > 0),
                    previous bytea,
                    digest bytea NOT NULL,
                    format text NOT NULL,
                    data bytea NOT NULL,
                    recorded_at timestamptz NOT NULL,
                    PRIMARY KEY (session, command, number))
                """,
                "CREATE INDEX ON result_chunks (recorded_at) WHERE number = 1");
    }

    @Override
    public List<Change> apply(Envelope<?> event) {
        return event.event() instanceof ResultChunk chunk ? List.of(kept(event, chunk)) : List.of();
    }

    private static Change kept(Envelope<?> event, ResultChunk chunk) {
        return Change.of(
                """
                INSERT INTO result_chunks VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'),
                    $6, decode($7, 'base64'), $8)
                ON CONFLICT DO NOTHING
                """,
                chunk.session().value(),
                chunk.command().value(),
                chunk.number(),
                hex(chunk.previous()),
                hex(chunk.digest()),
                chunk.format(),
                chunk.data(),
                event.time());
    }

    private static @Nullable String hex(@Nullable Digest digest) {
        return digest == null ? null : digest.value().substring(digest.value().indexOf(':') + 1);
    }
}
