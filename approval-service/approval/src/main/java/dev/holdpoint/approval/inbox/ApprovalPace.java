package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.ActionRefused.TooFast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * How many holds a person may approve of within a minute, at all instances together: nobody reads
 * faster than that, and whoever took an account over gets no further.
 */
public final class ApprovalPace {
    private static final System.Logger LOG = System.getLogger(ApprovalPace.class.getName());

    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.approvals_given (
                issuer text NOT NULL,
                subject text NOT NULL,
                hold text NOT NULL,
                given_at timestamptz NOT NULL,
                PRIMARY KEY (issuer, subject, hold));
            """;
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(
                hashtextextended('holdpoint:pace:%1$s:' || $1::text || ' ' || $2::text, 0))
            """;
    private static final String FORGET =
            """
            DELETE FROM %1$s.approvals_given
            WHERE issuer = $1 AND subject = $2
              AND given_at < clock_timestamp() - interval '1 minute'
            """;
    private static final String TAKE =
            """
            INSERT INTO %1$s.approvals_given
            SELECT $1, $2, $3, clock_timestamp()
            WHERE (SELECT count(*) FROM %1$s.approvals_given
                   WHERE issuer = $1 AND subject = $2 AND hold <> $3) < $4
            ON CONFLICT (issuer, subject, hold) DO UPDATE SET given_at = excluded.given_at
            """;

    private final InboxTables tables;
    private final int mostPerMinute;

    public ApprovalPace(Pool pool, String schema, int mostPerMinute) {
        if (mostPerMinute < 1) {
            throw new IllegalArgumentException(
                    "holdpoint.approval.approvals-per-minute is %d: at least 1."
                            .formatted(mostPerMinute));
        }
        this.tables = new InboxTables(pool, schema);
        this.mostPerMinute = mostPerMinute;
    }

    /** Makes the table if it is missing; the schema exists. */
    public static Future<Void> createTables(Pool pool, String schema) {
        return new InboxTables(pool, schema).create(DDL);
    }

    /**
     * Counts one more approval, of a hold that was counted before none; fails with {@link TooFast}
     * if there were too many.
     */
    Future<Void> count(PrincipalId person, HoldId hold) {
        return tables.pool()
                .withTransaction(connection -> take(connection, person, hold))
                .compose(
                        taken ->
                                taken
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(tooFast(person, hold)));
    }

    private Future<Boolean> take(SqlConnection connection, PrincipalId person, HoldId hold) {
        var whose = Tuple.of(person.issuer(), person.subject());
        return execute(connection, LOCK, whose)
                .compose(_ -> execute(connection, FORGET, whose))
                .compose(
                        _ ->
                                execute(
                                        connection,
                                        TAKE,
                                        Tuple.of(
                                                person.issuer(),
                                                person.subject(),
                                                hold.value(),
                                                (long) mostPerMinute)))
                .map(rows -> rows.rowCount() == 1);
    }

    private Future<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql.formatted(tables.schema())).execute(parameters);
    }

    private TooFast tooFast(PrincipalId person, HoldId hold) {
        LOG.log(
                System.Logger.Level.WARNING,
                "approves too fast: person={0} limit={1} a minute hold={2}",
                person,
                mostPerMinute,
                hold.value());
        return new TooFast(mostPerMinute);
    }
}
