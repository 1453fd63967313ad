package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldMode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which holds are tickets for which commands. Candidates only: whether one may be taken is decided
 * by its stream. Written by the intake when it places a hold, and forgotten when it can not be
 * taken any more.
 */
public final class Tickets {
    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.tickets (
                hold text PRIMARY KEY,
                issuer text NOT NULL,
                subject text NOT NULL,
                target text NOT NULL,
                digest text NOT NULL,
                expires_at timestamptz NOT NULL,
                window_seconds bigint NOT NULL);
            CREATE INDEX IF NOT EXISTS tickets_by_digest ON %1$s.tickets (digest);
            """;

    private final InboxTables tables;

    public Tickets(Pool pool, String schema) {
        this.tables = new InboxTables(pool, schema);
    }

    /** A hold that may be a ticket for a command. */
    record Candidate(HoldId hold, Instant expiresAt, long windowSeconds) {}

    /** Makes the table if it is missing; the schema exists. */
    public Future<Void> createTables() {
        return tables.create(DDL);
    }

    /** Takes note of a hold, if it is a ticket; forgets those that are over at {@code now}. */
    Future<Void> add(HoldPlaced hold, Instant now) {
        if (hold.terms().mode() != HoldMode.TICKET) {
            return Future.succeededFuture();
        }
        var requester = hold.requester().id();
        return tables.execute(
                        """
                        WITH over AS (
                            DELETE FROM %1$s.tickets
                            WHERE expires_at + window_seconds * interval '1 second' < $8)
                        INSERT INTO %1$s.tickets VALUES ($1, $2, $3, $4, $5, $6, $7)
                        ON CONFLICT DO NOTHING
                        """,
                        Tuple.of(
                                hold.hold().value(),
                                requester.issuer(),
                                requester.subject(),
                                hold.target().value(),
                                hold.digest().value(),
                                hold.expiresAt().atOffset(UTC),
                                hold.terms().windowSeconds(),
                                now.atOffset(UTC)))
                .mapEmpty();
    }

    Future<Void> remove(HoldId hold) {
        return tables.execute("DELETE FROM %1$s.tickets WHERE hold = $1", Tuple.of(hold.value()))
                .mapEmpty();
    }

    /** Those for the command, the oldest first. */
    Future<List<Candidate>> of(TicketQuery query) {
        return tables.execute(
                        """
                        SELECT hold, expires_at, window_seconds FROM %1$s.tickets
                        WHERE issuer = $1 AND subject = $2 AND target = $3 AND digest = $4
                        ORDER BY hold
                        """,
                        Tuple.of(
                                query.requester().issuer(),
                                query.requester().subject(),
                                query.target().value(),
                                query.digest().value()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Tickets::of))
                .map(candidates -> candidates.toList());
    }

    private static Candidate of(Row row) {
        return new Candidate(
                new HoldId(row.getString(0)), row.getOffsetDateTime(1).toInstant(), row.getLong(2));
    }
}
