package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.webhook.Courier.Route;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What the service remembers of endpoints: since when each is told of changes, whether it still is,
 * which instance sends to it now. Notices are {@link OutboxFill}'s and {@link Deliveries}'.
 */
final class Outbox {
    static final Duration FORGET_ENDPOINT_AFTER = Duration.ofDays(7);
    static final Duration KEEP_DEAD_FOR = Duration.ofDays(30);
    static final int MOST_DEAD = 10_000;

    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.webhook_endpoints (
                name text PRIMARY KEY,
                url_digest text NOT NULL,
                changes text[] NOT NULL,
                texts boolean NOT NULL,
                retry_for_millis bigint NOT NULL,
                since timestamptz NOT NULL DEFAULT now(),
                seen_at timestamptz NOT NULL DEFAULT now(),
                disabled_at timestamptz,
                rest_until timestamptz,
                leased_by text,
                leased_until timestamptz,
                sent bigint NOT NULL DEFAULT 0,
                failed bigint NOT NULL DEFAULT 0);
            """;

    private static final String REGISTER =
            """
            INSERT INTO %1$s.webhook_endpoints AS e (name, url_digest, changes, texts, retry_for_millis)
            VALUES ($1, encode(sha256(convert_to($2::text, 'UTF8')), 'hex'), $3, $4, $5)
            ON CONFLICT (name) DO UPDATE SET
                url_digest = excluded.url_digest, changes = $3, texts = $4, retry_for_millis = $5,
                seen_at = now(),
                disabled_at = CASE WHEN e.url_digest = excluded.url_digest THEN e.disabled_at END,
                rest_until = CASE WHEN e.url_digest = excluded.url_digest THEN e.rest_until END
            """;

    private static final List<String> TIDY =
            List.of(
                    """
                    WITH forgotten AS (
                        DELETE FROM %1$s.webhook_endpoints
                        WHERE seen_at < now() - %2$d * interval '1 second' RETURNING name)
                    DELETE FROM %1$s.webhook_notices
                    WHERE endpoint IN (SELECT name FROM forgotten)
                    """,
                    """
                    UPDATE %1$s.webhook_notices
                    SET dead_at = now(), last_reason = coalesce(last_reason, 'not sent in time')
                    WHERE dead_at IS NULL AND retry_until < now() - interval '1 hour'
                    """,
                    """
                    WITH bounds AS MATERIALIZED (
                        SELECT e.name, (
                            SELECT d.number FROM %1$s.webhook_notices d
                            WHERE d.endpoint = e.name AND d.dead_at IS NOT NULL
                            ORDER BY d.number DESC OFFSET %4$d LIMIT 1) AS beyond
                        FROM %1$s.webhook_endpoints e)
                    DELETE FROM %1$s.webhook_notices n USING bounds
                    WHERE n.endpoint = bounds.name AND n.dead_at IS NOT NULL
                        AND (n.number <= bounds.beyond
                            OR n.dead_at < now() - %3$d * interval '1 second')
                    """);

    private final Pool pool;
    private final String schema;

    Outbox(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** Makes its table if it is missing; that of the notices is made when it is first filled. */
    Future<Void> createTables() {
        return pool.withTransaction(
                connection -> connection.query(DDL.formatted(schema)).execute().mapEmpty());
    }

    /** From here on, or from when it was first registered, the endpoint is told of changes. */
    Future<Void> register(Endpoint endpoint) {
        return register(endpoint.route(), endpoint.changes(), endpoint.texts());
    }

    /** The same of what is told of every change of holds, without texts. */
    Future<Void> register(Route route) {
        return register(route, ChangeType.OF_HOLDS, false);
    }

    private Future<Void> register(Route route, Set<ChangeType> changes, boolean texts) {
        return execute(
                        REGISTER,
                        Tuple.of(route.name(), route.place())
                                .addArrayOfString(types(changes))
                                .addBoolean(texts)
                                .addLong(route.retryFor().toMillis()))
                .mapEmpty();
    }

    private static String[] types(Set<ChangeType> changes) {
        return changes.stream().map(ChangeType::type).toArray(String[]::new);
    }

    /** Endpoints that nobody names for long are forgotten, and dead letters do not add up. */
    Future<Void> tidy(Collection<String> named) {
        var done =
                execute(
                        "UPDATE %1$s.webhook_endpoints SET seen_at = now() WHERE name = ANY ($1)",
                        Tuple.tuple().addArrayOfString(named.toArray(String[]::new)));
        for (var sql : TIDY) {
            done = done.compose(_ -> pool.query(tidying(sql)).execute());
        }
        return done.mapEmpty();
    }

    private String tidying(String sql) {
        return sql.formatted(
                schema, FORGET_ENDPOINT_AFTER.toSeconds(), KEEP_DEAD_FOR.toSeconds(), MOST_DEAD);
    }

    /** Tells an endpoint of changes again that had answered that it is gone. */
    Future<Boolean> enable(String endpoint) {
        return execute(
                        """
                        UPDATE %1$s.webhook_endpoints SET disabled_at = NULL, rest_until = NULL
                        WHERE name = $1
                        """,
                        Tuple.of(endpoint))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        return execute(pool, sql, parameters);
    }

    Future<RowSet<Row>> execute(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql.formatted(schema)).execute(parameters);
    }

    Future<List<Row>> rows(String sql, Tuple parameters) {
        return execute(sql, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    Pool pool() {
        return pool;
    }
}
