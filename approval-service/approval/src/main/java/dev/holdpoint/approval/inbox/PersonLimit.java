package dev.holdpoint.approval.inbox;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.ActionRefused.TooFast;
import dev.holdpoint.approval.hold.ActionRefused.TooManyBreakings;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * To how many holds a person may do something within a time, at all instances together: counted
 * under a lock of that person, by the database's clock, before it is done.
 */
public final class PersonLimit {
    private static final System.Logger LOG = System.getLogger(PersonLimit.class.getName());

    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.limited_acts (
                act text NOT NULL,
                issuer text NOT NULL,
                subject text NOT NULL,
                hold text NOT NULL,
                noted_at timestamptz NOT NULL,
                PRIMARY KEY (issuer, subject, act, hold));
            """;
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended(
                'holdpoint:limit:%1$s:' || $1::text || ' ' || $2::text || ' ' || $3::text, 0))
            """;
    private static final String FORGET =
            """
            DELETE FROM %1$s.limited_acts
            WHERE act = $1 AND issuer = $2 AND subject = $3
              AND noted_at < clock_timestamp() - $4::bigint * interval '1 second'
            """;
    private static final String NOTE =
            """
            INSERT INTO %1$s.limited_acts
            SELECT $1, $2, $3, $4, clock_timestamp()
            WHERE (SELECT count(*) FROM %1$s.limited_acts
                   WHERE act = $1 AND issuer = $2 AND subject = $3 AND hold <> $4) < $5
            ON CONFLICT (issuer, subject, act, hold) DO UPDATE SET noted_at = excluded.noted_at
            """;

    private final InboxTables tables;
    private final Act act;
    private final int most;

    /** What is limited. */
    public enum Act {
        /** Nobody reads faster, and whoever took an account over gets no further. */
        APPROVE("approve", Duration.ofMinutes(1), "holdpoint.approval.approvals-per-minute"),
        /** Where nobody is to, rules do not say {@code breakGlass}. */
        BREAK_GLASS("break-glass", Duration.ofDays(1), "holdpoint.approval.break-glass-per-person");

        private final String code;
        private final Duration period;
        private final String setting;

        Act(String code, Duration period, String setting) {
            this.code = code;
            this.period = period;
            this.setting = setting;
        }

        private ActionRefused refused(int most) {
            return switch (this) {
                case APPROVE -> new TooFast(most);
                case BREAK_GLASS -> new TooManyBreakings(most, period.toHours());
            };
        }
    }

    public PersonLimit(Pool pool, String schema, Act act, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "%s is %d: at least 1.".formatted(act.setting, most));
        }
        this.tables = new InboxTables(pool, schema);
        this.act = act;
        this.most = most;
    }

    /** Makes the table if it is missing; the schema exists. */
    public static Future<Void> createTables(Pool pool, String schema) {
        return new InboxTables(pool, schema).create(DDL);
    }

    /**
     * Counts one more; the same hold again counts once.
     *
     * @return fails with {@link TooFast} or {@link TooManyBreakings} if there were as many as may
     */
    Future<Void> note(PrincipalId person, HoldId hold) {
        return tables.pool()
                .withTransaction(connection -> note(connection, person, hold))
                .compose(
                        noted ->
                                noted
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(refused(person, hold)));
    }

    private Future<Boolean> note(SqlConnection connection, PrincipalId person, HoldId hold) {
        return execute(connection, LOCK, whose(person))
                .compose(
                        _ ->
                                execute(
                                        connection,
                                        FORGET,
                                        whose(person).addLong(act.period.toSeconds())))
                .compose(
                        _ ->
                                execute(
                                        connection,
                                        NOTE,
                                        whose(person).addString(hold.value()).addLong((long) most)))
                .map(rows -> rows.rowCount() == 1);
    }

    private Tuple whose(PrincipalId person) {
        return Tuple.of(act.code, person.issuer(), person.subject());
    }

    private Future<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql.formatted(tables.schema())).execute(parameters);
    }

    private ActionRefused refused(PrincipalId person, HoldId hold) {
        LOG.log(
                WARNING,
                "too many holds: act={0} person={1} limit={2} within={3} hold={4}",
                act.code,
                person,
                most,
                act.period,
                hold.value());
        return act.refused(most);
    }
}
