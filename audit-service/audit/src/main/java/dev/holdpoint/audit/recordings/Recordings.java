package dev.holdpoint.audit.recordings;

import dev.holdpoint.audit.recordings.postgres.Mark;
import dev.holdpoint.audit.recordings.postgres.Piece;
import dev.holdpoint.audit.recordings.postgres.ResultReader;
import dev.holdpoint.audit.recordings.postgres.ShownPart;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and verifies what clients were shown. */
public final class Recordings {
    private static final String FORMAT = "postgresql-3";
    private static final long MOST_BYTES = 1 << 20;
    private static final String TRANSACTION =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"
                    + " SET LOCAL statement_timeout TO '10s'";

    private final Pool pool;
    private final InstantSource clock;

    public Recordings(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** A part of a recording, and what can be said of the whole. */
    public record Shown(Verification verification, ShownPart part) {}

    /**
     * A part of what a command's client was shown; empty if nothing was recorded.
     *
     * @param recorded null if the session's stream does not say that it is complete
     */
    public Future<Optional<Shown>> shown(
            String session, String command, @Nullable Recorded recorded, Mark from, int limit) {
        return pool.withTransaction(
                connection -> {
                    var chunks = new ChunkReader(connection, session, command);
                    return connection
                            .query(TRANSACTION)
                            .execute()
                            .compose(_ -> chunks.kept(recorded))
                            .compose(
                                    kept ->
                                            kept.chunks() == 0 && recorded == null
                                                    ? Future.succeededFuture(Optional.empty())
                                                    : read(chunks, kept, recorded, from, limit)
                                                            .map(Optional::of));
                });
    }

    private Future<Shown> read(
            ChunkReader chunks,
            KeptChunks kept,
            @Nullable Recorded recorded,
            Mark from,
            int limit) {
        var verification = Verification.of(kept, recorded, clock.instant());
        if (kept.readable() == 0) {
            return Future.succeededFuture(
                    new Shown(verification, new ShownPart(List.of(), null, null)));
        }
        if (!FORMAT.equals(kept.format())) {
            return Future.succeededFuture(
                    new Shown(
                            verification,
                            new ShownPart(List.of(), null, "unknown format " + kept.format())));
        }
        boolean ended = verification.verdict() == Verification.Verdict.VERIFIED;
        return description(chunks, kept, from)
                .compose(
                        description ->
                                chunks.piece(kept, ended, from.position(), MOST_BYTES)
                                        .map(
                                                piece ->
                                                        ResultReader.read(
                                                                piece,
                                                                description.orElse(null),
                                                                from,
                                                                limit)))
                .map(part -> new Shown(verification, part));
    }

    private static Future<Optional<Piece>> description(
            ChunkReader chunks, KeptChunks kept, Mark from) {
        return from.isDescribed()
                ? chunks.piece(kept, true, from.description(), MOST_BYTES).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }
}
