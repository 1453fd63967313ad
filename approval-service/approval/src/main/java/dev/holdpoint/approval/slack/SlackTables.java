package dev.holdpoint.approval.slack;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What is remembered of Slack: which message shows which hold, and which requests were taken. */
final class SlackTables {
    /** A request that is older than its window is refused by its time; this is twice as long. */
    static final Duration REQUESTS_KEPT_FOR = RequestSignature.WINDOW.multipliedBy(2);

    private static final Duration MESSAGES_KEPT_FOR = Duration.ofDays(30);

    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.slack_messages (
                hold text NOT NULL,
                channel text NOT NULL,
                ts text NOT NULL,
                shown text NOT NULL,
                changed_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (hold, channel));
            CREATE INDEX IF NOT EXISTS slack_messages_by_age ON %1$s.slack_messages (changed_at);
            CREATE TABLE IF NOT EXISTS %1$s.slack_requests (
                signature text PRIMARY KEY,
                taken_at timestamptz NOT NULL);
            CREATE INDEX IF NOT EXISTS slack_requests_by_age ON %1$s.slack_requests (taken_at);
            """;

    private final Pool pool;
    private final String schema;

    SlackTables(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * A hold's message in a channel.
     *
     * @param ts Slack's name of it there
     * @param shown what it shows, as a digest
     */
    record Message(String ts, String shown) {}

    Future<Void> create() {
        return pool.withTransaction(
                connection -> connection.query(DDL.formatted(schema)).execute().mapEmpty());
    }

    /** Whether a request is seen for the first time; it never is again. */
    Future<Boolean> take(RequestSignature signature, Instant now) {
        return execute(
                        "DELETE FROM %1$s.slack_requests WHERE taken_at < $1",
                        Tuple.of(now.minus(REQUESTS_KEPT_FOR).atOffset(UTC)))
                .compose(
                        _ ->
                                execute(
                                        """
                                        INSERT INTO %1$s.slack_requests VALUES ($1, $2)
                                        ON CONFLICT DO NOTHING
                                        """,
                                        Tuple.of(signature.signature(), now.atOffset(UTC))))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<Message>> message(HoldId hold, String channel) {
        return execute(
                        """
                        SELECT ts, shown FROM %1$s.slack_messages
                        WHERE hold = $1 AND channel = $2
                        """,
                        Tuple.of(hold.value(), channel))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(
                        rows ->
                                rows.map(row -> new Message(row.getString(0), row.getString(1)))
                                        .findFirst());
    }

    /** Remembers what a hold's message shows now, and forgets those of long ago. */
    Future<Void> show(HoldId hold, String channel, Message message) {
        return execute(
                        """
                        INSERT INTO %1$s.slack_messages AS m (hold, channel, ts, shown)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (hold, channel) DO UPDATE
                        SET ts = excluded.ts, shown = excluded.shown, changed_at = now()
                        """,
                        Tuple.of(hold.value(), channel, message.ts(), message.shown()))
                .compose(
                        _ ->
                                execute(
                                        """
                                        DELETE FROM %1$s.slack_messages
                                        WHERE changed_at < now() - $1::bigint * interval '1 second'
                                        """,
                                        Tuple.of(MESSAGES_KEPT_FOR.toSeconds())))
                .mapEmpty();
    }

    private Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql.formatted(schema)).execute(parameters);
    }
}
