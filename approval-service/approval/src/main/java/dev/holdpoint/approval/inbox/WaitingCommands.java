package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which commands wait under which hold. Written only by the intake, in the order of the log, so
 * that it never lags behind what the intake has seen.
 */
public final class WaitingCommands {
    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.waiting (
                hold text PRIMARY KEY,
                session text NOT NULL,
                command text NOT NULL,
                issuer text NOT NULL,
                subject text NOT NULL,
                expires_at timestamptz NOT NULL);
            ALTER TABLE %1$s.waiting ADD COLUMN IF NOT EXISTS source text NOT NULL DEFAULT '';
            CREATE INDEX IF NOT EXISTS waiting_by_session ON %1$s.waiting (session, command);
            CREATE INDEX IF NOT EXISTS waiting_by_requester ON %1$s.waiting (issuer, subject);
            """;

    /** How many holds are looked at for whether they are over when there are too many. */
    private static final int LOOKED_AT_ONCE = 100;

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:open-holds:%1$s', 0))";
    private static final String ADD =
            "INSERT INTO %s.waiting VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    private static final String COUNT =
            """
            SELECT count(*) FILTER (WHERE issuer = $2 AND subject = $3), count(*)
            FROM %1$s.waiting
            WHERE expires_at > $4
              AND NOT EXISTS (SELECT 1 FROM %1$s.waiting WHERE hold = $1)
            """;

    private final InboxTables tables;

    public WaitingCommands(Pool pool, String schema) {
        this.tables = new InboxTables(pool, schema);
    }

    /** Makes the table if it is missing; the schema exists. */
    public Future<Void> createTables() {
        return tables.create(DDL);
    }

    /** How many holds are open, the one that was to be opened not among them. */
    record Open(long ofRequester, long all) {}

    /**
     * Opens a hold unless there are too many, counted under one lock for all: of any number at once
     * at any instances, no more than the limits are. One that is open already stays.
     *
     * @param source who says in the log that the command waits
     * @return how many there are if there are too many; empty if it is open
     */
    Future<Optional<Open>> open(HoldPlaced hold, String source, OpenLimits limits, Instant now) {
        return tables.pool()
                .withTransaction(
                        connection ->
                                connection
                                        .query(LOCK.formatted(tables.schema()))
                                        .execute()
                                        .compose(_ -> count(connection, hold, now))
                                        .compose(
                                                open ->
                                                        limits.allow(open)
                                                                ? add(connection, hold, source)
                                                                : Future.succeededFuture(
                                                                        Optional.of(open))));
    }

    /** Those of a hold that is open already count as none: it is not counted twice. */
    private Future<Open> count(SqlConnection connection, HoldPlaced hold, Instant now) {
        var requester = hold.requester().id();
        return connection
                .preparedQuery(COUNT.formatted(tables.schema()))
                .execute(
                        Tuple.of(
                                hold.hold().value(),
                                requester.issuer(),
                                requester.subject(),
                                now.atOffset(UTC)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Open(row.getLong(0), row.getLong(1)));
    }

    private Future<Optional<Open>> add(SqlConnection connection, HoldPlaced hold, String source) {
        var requester = hold.requester().id();
        return connection
                .preparedQuery(ADD.formatted(tables.schema()))
                .execute(
                        Tuple.of(
                                hold.hold().value(),
                                hold.session().value(),
                                hold.command().value(),
                                requester.issuer(),
                                requester.subject(),
                                hold.expiresAt().atOffset(UTC),
                                source))
                .map(_ -> Optional.empty());
    }

    /** Whether the source said in the log that a command of its own waits under that hold. */
    Future<Boolean> isOf(HoldId hold, String source) {
        return tables.execute(
                        "SELECT 1 FROM %s.waiting WHERE hold = $1 AND source = $2",
                        Tuple.of(hold.value(), source))
                .map(rows -> rows.size() == 1);
    }

    Future<Void> remove(HoldId hold) {
        return tables.execute("DELETE FROM %s.waiting WHERE hold = $1", Tuple.of(hold.value()))
                .mapEmpty();
    }

    /** The command waits no more and its session does not matter; the hold still counts. */
    Future<Void> detach(SessionId session, CommandId command) {
        return tables.execute(
                        "UPDATE %s.waiting SET session = '', command = ''"
                                + " WHERE session = $1 AND command = $2",
                        Tuple.of(session.value(), command.value()))
                .compose(
                        _ ->
                                tables.execute(
                                        "DELETE FROM %s.waiting WHERE session = ''"
                                                + " AND expires_at < now()",
                                        Tuple.tuple()))
                .mapEmpty();
    }

    Future<List<HoldId>> of(SessionId session, CommandId command) {
        return tables.execute(
                        "SELECT hold FROM %s.waiting WHERE session = $1 AND command = $2",
                        Tuple.of(session.value(), command.value()))
                .map(WaitingCommands::holds);
    }

    Future<List<HoldId>> of(SessionId session) {
        return tables.execute(
                        "SELECT hold FROM %s.waiting WHERE session = $1 ORDER BY hold",
                        Tuple.of(session.value()))
                .map(WaitingCommands::holds);
    }

    /**
     * Holds that no session waits for any more, those of {@code requester} first, then any: so that
     * whichever are over are come upon in time.
     */
    Future<List<HoldId>> detached(PrincipalId requester) {
        return tables.execute(
                        "SELECT hold FROM %s.waiting WHERE session = ''"
                                + " ORDER BY (issuer = $1 AND subject = $2) DESC, random() LIMIT $3",
                        Tuple.of(requester.issuer(), requester.subject(), LOOKED_AT_ONCE))
                .map(WaitingCommands::holds);
    }

    /** Those of {@code requester} alone. */
    Future<List<HoldId>> detachedOf(PrincipalId requester) {
        return tables.execute(
                        "SELECT hold FROM %s.waiting WHERE session = ''"
                                + " AND issuer = $1 AND subject = $2 ORDER BY hold LIMIT $3",
                        Tuple.of(requester.issuer(), requester.subject(), LOOKED_AT_ONCE))
                .map(WaitingCommands::holds);
    }

    private static List<HoldId> holds(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new HoldId(row.getString(0)))
                .toList();
    }
}
