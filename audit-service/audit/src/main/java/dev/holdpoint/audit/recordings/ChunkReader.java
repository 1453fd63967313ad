package dev.holdpoint.audit.recordings;

import dev.holdpoint.audit.recordings.postgres.Piece;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One command's chunks, as one transaction sees them. */
final class ChunkReader {
    private static final String KEPT =
            """
            SELECT count(*) AS chunks,
                coalesce(sum(octet_length(data)), 0)::bigint AS bytes,
                count(*) FILTER (WHERE number = place) AS readable,
                coalesce(sum(octet_length(data)) FILTER (WHERE number = place), 0)::bigint
                    AS readable_bytes,
                min(place) FILTER (WHERE NOT linked) AS broken,
                encode((array_agg(digest ORDER BY number DESC))[1], 'hex') AS digest,
                (array_agg(format ORDER BY number))[1] AS format,
                max(encode(digest, 'hex')) FILTER (WHERE number = $3::bigint) AS told_digest,
                coalesce(sum(octet_length(data)) FILTER (WHERE number <= $3::bigint), 0)::bigint
                    AS told_bytes
            FROM (
                SELECT number, digest, format, data, row_number() OVER chain AS place,
                    number = row_number() OVER chain
                        AND previous IS NOT DISTINCT FROM lag(digest) OVER chain
                        AND format = first_value(format) OVER chain
                        AND digest = sha256(coalesce(previous, '') || data) AS linked
                FROM audit.result_chunks WHERE session = $1 AND command = $2
                WINDOW chain AS (ORDER BY number)) AS checked
            """;
    private static final String PIECE =
            """
            SELECT begins, data FROM (
                SELECT number, data,
                    (sum(octet_length(data)) OVER (ORDER BY number) - octet_length(data))::bigint
                        AS begins
                FROM audit.result_chunks
                WHERE session = $1 AND command = $2 AND number <= $3) AS placed
            WHERE begins < $4::bigint + $5::bigint AND begins + octet_length(data) > $4
            ORDER BY number
            """;

    private final SqlConnection connection;
    private final String session;
    private final String command;

    ChunkReader(SqlConnection connection, String session, String command) {
        this.connection = connection;
        this.session = session;
        this.command = command;
    }

    /**
     * Checks every chunk.
     *
     * @param recorded what was told of them; null if nothing was yet
     */
    Future<KeptChunks> kept(@Nullable Recorded recorded) {
        return connection
                .preparedQuery(KEPT)
                .execute(Tuple.of(session, command, recorded == null ? 0L : recorded.chunks()))
                .map(rows -> kept(rows.iterator().next()));
    }

    private static KeptChunks kept(Row row) {
        return new KeptChunks(
                row.getLong("chunks"),
                row.getLong("bytes"),
                row.getLong("readable"),
                row.getLong("readable_bytes"),
                row.getLong("broken"),
                row.getString("digest"),
                row.getString("format"),
                row.getString("told_digest"),
                row.getLong("told_bytes"));
    }

    /** At least {@code most} bytes from a position on, if there are so many. */
    Future<Piece> piece(KeptChunks kept, boolean ended, long position, long most) {
        return connection
                .preparedQuery(PIECE)
                .execute(Tuple.of(session, command, kept.readable(), position, most))
                .map(
                        rows ->
                                new Piece(
                                        position,
                                        ByteBuffer.wrap(joined(rows, position)),
                                        kept.readableBytes(),
                                        ended));
    }

    private static byte[] joined(RowSet<Row> rows, long position) {
        var joined = Buffer.buffer();
        for (var row : rows) {
            int skipped = (int) Math.max(0, position - row.getLong("begins"));
            var data = row.getBuffer("data");
            joined.appendBuffer(data, skipped, data.length() - skipped);
        }
        return joined.getBytes();
    }
}
