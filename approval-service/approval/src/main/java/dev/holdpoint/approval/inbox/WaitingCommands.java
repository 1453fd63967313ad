package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which commands wait under which hold, and how far the log was taken in. Written only by the
 * intake, in the order of the log, so that it never lags behind what the intake has seen.
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
            CREATE INDEX IF NOT EXISTS waiting_by_session ON %1$s.waiting (session, command);
            CREATE INDEX IF NOT EXISTS waiting_by_requester ON %1$s.waiting (issuer, subject);
            CREATE TABLE IF NOT EXISTS %1$s.intake_positions (
                topic text NOT NULL,
                partition int NOT NULL,
                next_offset bigint NOT NULL,
                PRIMARY KEY (topic, partition));
            """;

    private final InboxTables tables;

    public WaitingCommands(Pool pool, String schema) {
        this.tables = new InboxTables(pool, schema);
    }

    /** Makes the tables if they are missing; the schema exists. */
    public Future<Void> createTables() {
        return tables.create(DDL);
    }

    Future<Void> add(HoldPlaced hold) {
        var requester = hold.requester().id();
        return tables.execute(
                        "INSERT INTO %s.waiting VALUES ($1, $2, $3, $4, $5, $6)"
                                + " ON CONFLICT DO NOTHING",
                        Tuple.of(
                                hold.hold().value(),
                                hold.session().value(),
                                hold.command().value(),
                                requester.issuer(),
                                requester.subject(),
                                hold.expiresAt().atOffset(UTC)))
                .mapEmpty();
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

    /** Holds of {@code requester} that no session waits for any more; some may be over. */
    Future<List<HoldId>> detached(PrincipalId requester) {
        return tables.execute(
                        "SELECT hold FROM %s.waiting WHERE issuer = $1 AND subject = $2"
                                + " AND session = '' ORDER BY hold",
                        Tuple.of(requester.issuer(), requester.subject()))
                .map(WaitingCommands::holds);
    }

    /** How many commands of {@code requester} wait at {@code now}, not counting {@code besides}. */
    Future<Long> count(PrincipalId requester, HoldId besides, Instant now) {
        return tables.execute(
                        "SELECT count(*) FROM %s.waiting WHERE issuer = $1 AND subject = $2"
                                + " AND hold <> $3 AND expires_at > $4",
                        Tuple.of(
                                requester.issuer(),
                                requester.subject(),
                                besides.value(),
                                now.atOffset(UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Future<Long> position(String topic, int partition) {
        return tables.execute(
                        "SELECT next_offset FROM %s.intake_positions"
                                + " WHERE topic = $1 AND partition = $2",
                        Tuple.of(topic, partition))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    Future<Void> advance(LoggedEvent last) {
        var position = last.position();
        return tables.execute(
                        "INSERT INTO %1$s.intake_positions AS seen VALUES ($1, $2, $3)"
                                + " ON CONFLICT (topic, partition) DO UPDATE SET next_offset ="
                                + " greatest(seen.next_offset, excluded.next_offset)",
                        Tuple.of(position.topic(), position.partition(), position.offset() + 1))
                .mapEmpty();
    }

    private static List<HoldId> holds(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new HoldId(row.getString(0)))
                .toList();
    }
}
