package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.approval.hold.ActionRefused.TooManyBreakings;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/**
 * Who has broken the glass of which holds lately, noted before it happens and counted under one
 * lock for all instances: who dies in between has used up one.
 */
public final class Breakings {
    /** Over how long they are counted. */
    static final Duration PERIOD = Duration.ofHours(24);

    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.glass_breakings (
                hold text NOT NULL,
                issuer text NOT NULL,
                subject text NOT NULL,
                broken_at timestamptz NOT NULL,
                PRIMARY KEY (issuer, subject, hold));
            """;

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:break-glass:%1$s', 0))";

    private static final String CLEAR = "DELETE FROM %s.glass_breakings WHERE broken_at <= $1";

    private static final String COUNT =
            """
            SELECT count(*) FILTER (WHERE hold = $3) > 0 AS noted, count(*) AS all
            FROM %s.glass_breakings WHERE issuer = $1 AND subject = $2
            """;

    private final InboxTables tables;
    private final int mostPerPerson;

    public Breakings(Pool pool, String schema, int mostPerPerson) {
        if (mostPerPerson < 1) {
            throw new IllegalArgumentException(
                    "holdpoint.approval.break-glass-per-person is %d: at least 1, and where nobody is to"
                                    .formatted(mostPerPerson)
                            + " break the glass, leave breakGlass out of the rules");
        }
        this.tables = new InboxTables(pool, schema);
        this.mostPerPerson = mostPerPerson;
    }

    /** Makes the table if it is missing; the schema exists. */
    public static Future<Void> createTables(Pool pool, String schema) {
        return new InboxTables(pool, schema).create(DDL);
    }

    /**
     * Notes one of a person.
     *
     * @return fails with {@link TooManyBreakings} if they have as many as they may, this one apart
     */
    Future<Void> note(HoldId hold, PrincipalId person, Instant now) {
        return tables.pool()
                .withTransaction(
                        connection ->
                                connection
                                        .query(LOCK.formatted(tables.schema()))
                                        .execute()
                                        .compose(_ -> clear(connection, now))
                                        .compose(_ -> count(connection, hold, person, now)));
    }

    private Future<Void> clear(SqlConnection connection, Instant now) {
        return connection
                .preparedQuery(CLEAR.formatted(tables.schema()))
                .execute(Tuple.of(now.minus(PERIOD).atOffset(UTC)))
                .mapEmpty();
    }

    private Future<Void> count(
            SqlConnection connection, HoldId hold, PrincipalId person, Instant now) {
        return connection
                .preparedQuery(COUNT.formatted(tables.schema()))
                .execute(Tuple.of(person.issuer(), person.subject(), hold.value()))
                .map(rows -> rows.iterator().next())
                .compose(
                        row -> {
                            if (row.getBoolean("noted")) {
                                return Future.succeededFuture();
                            }
                            return row.getLong("all") < mostPerPerson
                                    ? add(connection, hold, person, now)
                                    : Future.failedFuture(
                                            new TooManyBreakings(mostPerPerson, PERIOD.toHours()));
                        });
    }

    private Future<Void> add(
            SqlConnection connection, HoldId hold, PrincipalId person, Instant now) {
        return connection
                .preparedQuery(
                        "INSERT INTO %s.glass_breakings VALUES ($1, $2, $3, $4)"
                                .formatted(tables.schema()))
                .execute(
                        Tuple.of(
                                hold.value(), person.issuer(), person.subject(), now.atOffset(UTC)))
                .mapEmpty();
    }
}
