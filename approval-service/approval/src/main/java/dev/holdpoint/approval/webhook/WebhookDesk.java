package dev.holdpoint.approval.webhook;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What administrators may know of endpoints, and do about them. */
public final class WebhookDesk {
    private static final String FIGURES =
            """
            SELECT e.name, e.since, e.disabled_at IS NOT NULL, e.sent, e.failed,
                count(n.number) FILTER (WHERE n.dead_at IS NULL),
                coalesce(extract(epoch FROM now() - min(n.created_at)
                    FILTER (WHERE n.dead_at IS NULL)), 0)::bigint,
                count(n.dead_at)
            FROM %1$s.webhook_endpoints e
            LEFT JOIN %1$s.webhook_notices n ON n.endpoint = e.name
            GROUP BY e.name
            """;

    private static final String COLUMNS =
            """
            number, endpoint, id, hold, type, attempts, created_at, dead_at, last_status,
            last_reason
            """;

    private static final String DEAD =
            "SELECT "
                    + COLUMNS
                    + """
                    FROM %1$s.webhook_notices
                    WHERE dead_at IS NOT NULL AND number < $1 AND ($2::text = '' OR endpoint = $2)
                    ORDER BY number DESC LIMIT $3::bigint
                    """;

    /** Under the limit anew, and only while its endpoint is told of anything. */
    private static final String REDELIVER =
            """
            WITH letter AS (
                SELECT n.number, n.dead_at, e.retry_for_millis
                FROM %1$s.webhook_notices n JOIN %1$s.webhook_endpoints e ON e.name = n.endpoint
                WHERE n.number = $1 AND n.dead_at IS NOT NULL AND e.disabled_at IS NULL
                FOR UPDATE OF n)
            UPDATE %1$s.webhook_notices n
            SET dead_at = NULL, attempts = 0, next_attempt_at = now(),
                retry_until = now() + letter.retry_for_millis * interval '1 millisecond'
            FROM letter WHERE n.number = letter.number
            """;

    private static final String UNDEFINED_TABLE = "42P01";

    private final Outbox outbox;
    private final Endpoints endpoints;
    private final Courier.Others others;

    WebhookDesk(Outbox outbox, Endpoints endpoints, Courier.Others others) {
        this.outbox = outbox;
        this.endpoints = endpoints;
        this.others = others;
    }

    /** All endpoints by name, those included that this instance refuses. */
    public Future<List<EndpointView>> endpoints() {
        return outboxRows(FIGURES, Tuple.tuple())
                .map(
                        rows -> {
                            var views = new TreeMap<String, EndpointView>();
                            endpoints
                                    .refused()
                                    .forEach(
                                            (name, why) ->
                                                    views.put(name, unsent(name, "refused", why)));
                            for (var endpoint : endpoints.usable()) {
                                var name = endpoint.name();
                                views.put(name, unsent(name, "starting", null));
                            }
                            rows.stream()
                                    .map(this::view)
                                    .forEach(view -> views.put(view.name(), view));
                            return List.copyOf(views.values());
                        });
    }

    private static EndpointView unsent(String name, String state, @Nullable String problem) {
        return new EndpointView(name, null, state, problem, null, 0, 0, 0, 0, 0);
    }

    /** None while the outbox is not made yet, for example as the log is not there. */
    private Future<List<Row>> outboxRows(String sql, Tuple parameters) {
        return outbox.rows(sql, parameters)
                .recover(
                        failure ->
                                failure instanceof PgException refused
                                                && UNDEFINED_TABLE.equals(refused.getSqlState())
                                        ? Future.succeededFuture(List.of())
                                        : Future.failedFuture(failure));
    }

    private EndpointView view(Row row) {
        var name = row.getString(0);
        var named = named(name);
        var problem = endpoints.refused().get(name);
        return new EndpointView(
                name,
                named.map(endpoint -> endpoint.place().origin()).orElse(null),
                state(isSent(name), problem != null, row.getBoolean(2)),
                problem,
                row.getOffsetDateTime(1).toInstant(),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7));
    }

    private boolean isSent(String name) {
        return named(name).isPresent() || others.names().contains(name);
    }

    private Optional<Endpoint> named(String name) {
        return endpoints.usable().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst();
    }

    private static String state(boolean usable, boolean refused, boolean disabled) {
        if (refused) {
            return "refused";
        }
        if (disabled) {
            return "disabled";
        }
        return usable ? "sending" : "unnamed";
    }

    /**
     * Dead letters, the newest first.
     *
     * @param endpoint empty for those of all
     * @param before older than this one
     */
    public Future<List<DeadLetter>> deadLetters(String endpoint, long before, long most) {
        return outboxRows(DEAD, Tuple.of(before, endpoint, most))
                .map(rows -> rows.stream().map(WebhookDesk::letter).toList());
    }

    private static DeadLetter letter(Row row) {
        return new DeadLetter(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInteger(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getOffsetDateTime(7).toInstant(),
                row.getInteger(8),
                row.getString(9));
    }

    /** Whether the letter was there, its endpoint not disabled: then it is sent again. */
    public Future<Boolean> redeliver(long letter) {
        return outbox.execute(REDELIVER, Tuple.of(letter)).map(rows -> rows.rowCount() == 1);
    }

    /** Whether there is such an endpoint: from here on it is told of changes again. */
    public Future<Boolean> enable(String endpoint) {
        return outbox.enable(endpoint);
    }
}
