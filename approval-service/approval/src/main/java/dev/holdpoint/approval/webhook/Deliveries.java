package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.approval.webhook.Outcome.Gone;
import dev.holdpoint.approval.webhook.Outcome.Taken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's notices as they are sent: which are due, and what became of them. Of a hold only
 * one notice that waits is ever due: that of its broken glass, else the oldest. Times are the
 * database's, so that instances agree.
 *
 * @param instance who sends; of several one holds the lease
 */
record Deliveries(Outbox outbox, String endpoint, String instance) {
    /** One scan of what waits, whatever the planner knows of it: there may be many, all due. */
    private static final String DUE =
            """
            FROM (
                SELECT DISTINCT ON (hold) number, next_attempt_at, type = '%2$s' AS urgent
                FROM %1$s.webhook_notices
                WHERE endpoint = $1 AND dead_at IS NULL
                ORDER BY hold, urgent DESC, sequence) first
            WHERE next_attempt_at <= now()
            """
                    .replace("%2$s", ChangeType.AT_ONCE.type());

    private static final String LEASE =
            """
            UPDATE %1$s.webhook_endpoints
            SET leased_by = $2, leased_until = now() + $3::bigint * interval '1 millisecond'
            WHERE name = $1 AND disabled_at IS NULL
                AND (rest_until IS NULL OR rest_until <= now())
                AND (leased_by IS NULL OR leased_by = $2 OR leased_until < now())
                AND EXISTS (SELECT 1
            """
                    + DUE
                    + ")";

    private static final String NEXT =
            """
            SELECT n.number, n.id, n.body, n.attempts
            FROM %1$s.webhook_notices n JOIN (SELECT number
            """
                    + DUE
                    + """
                    ORDER BY urgent DESC, next_attempt_at, number LIMIT $2::bigint) due USING (number)
                    """;

    private static final String TAKEN =
            """
            WITH taken AS (DELETE FROM %1$s.webhook_notices WHERE number = $2 RETURNING number)
            UPDATE %1$s.webhook_endpoints SET sent = sent + 1
            WHERE name = $1 AND EXISTS (SELECT 1 FROM taken)
            """;

    /** The last attempt is at the limit; what fails after it is dead. */
    private static final String FAILED =
            """
            WITH tried AS (
                UPDATE %1$s.webhook_notices SET attempts = $3::int + 1,
                    next_attempt_at = least(now() + $4::bigint * interval '1 millisecond', retry_until),
                    dead_at = CASE WHEN retry_until <= now() THEN now() END,
                    last_status = $5::int, last_reason = $6::text
                WHERE number = $2 AND attempts = $3::int AND dead_at IS NULL RETURNING number)
            UPDATE %1$s.webhook_endpoints SET failed = failed + 1,
                rest_until = CASE WHEN $7::bigint IS NULL THEN rest_until
                    ELSE now() + $7::bigint * interval '1 millisecond' END
            WHERE name = $1 AND EXISTS (SELECT 1 FROM tried)
            """;

    private static final List<String> GONE =
            List.of(
                    """
                    UPDATE %1$s.webhook_endpoints SET disabled_at = now(), failed = failed + 1
                    WHERE name = $1
                    """,
                    """
                    UPDATE %1$s.webhook_notices
                    SET dead_at = now(), last_status = 410, last_reason = 'it answered Gone'
                    WHERE endpoint = $1 AND dead_at IS NULL
                    """);

    /** Whether something is due and this instance is the one to send it, for so long. */
    Future<Boolean> lease(Duration span) {
        return outbox.execute(LEASE, Tuple.of(endpoint, instance, span.toMillis()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Those due, of as many holds; the lease is held. */
    Future<List<Notice>> next(long most) {
        return outbox.rows(NEXT, Tuple.of(endpoint, most))
                .map(
                        rows ->
                                rows.stream()
                                        .map(
                                                row ->
                                                        new Notice(
                                                                row.getLong(0),
                                                                row.getString(1),
                                                                row.getString(2),
                                                                row.getInteger(3)))
                                        .toList());
    }

    /** Remembers what became of notices, all or nothing. */
    Future<Void> remember(
            Map<Notice, Outcome> outcomes, RetrySchedule schedule, RandomGenerator chance) {
        return outbox.pool()
                .withTransaction(
                        connection -> {
                            Future<Void> done = Future.succeededFuture();
                            for (var each : outcomes.entrySet()) {
                                var wait =
                                        schedule.after(
                                                each.getKey().attempts() + 1, chance.nextDouble());
                                done =
                                        done.compose(
                                                _ ->
                                                        remember(
                                                                connection,
                                                                each.getKey(),
                                                                each.getValue(),
                                                                wait));
                            }
                            return done;
                        });
    }

    private Future<Void> remember(SqlClient client, Notice notice, Outcome outcome, Duration wait) {
        Future<RowSet<Row>> done =
                switch (outcome) {
                    case Taken _ ->
                            outbox.execute(client, TAKEN, Tuple.of(endpoint, notice.number()));
                    case Failed failed ->
                            outbox.execute(
                                    client,
                                    FAILED,
                                    Tuple.of(
                                                    endpoint,
                                                    notice.number(),
                                                    notice.attempts(),
                                                    wait.toMillis(),
                                                    failed.status(),
                                                    failed.reason())
                                            .addLong(millis(failed)));
                    case Gone _ ->
                            outbox.execute(client, GONE.getFirst(), Tuple.of(endpoint))
                                    .compose(
                                            _ ->
                                                    outbox.execute(
                                                            client,
                                                            GONE.getLast(),
                                                            Tuple.of(endpoint)));
                };
        return done.mapEmpty();
    }

    private static @Nullable Long millis(Failed failed) {
        var rest = failed.rest();
        return rest == null ? null : rest.toMillis();
    }

    /** Lets another instance send at once. */
    Future<Void> release() {
        return outbox.execute(
                        """
                        UPDATE %1$s.webhook_endpoints SET leased_by = NULL, leased_until = NULL
                        WHERE name = $1 AND leased_by = $2
                        """,
                        Tuple.of(endpoint, instance))
                .mapEmpty();
    }
}
