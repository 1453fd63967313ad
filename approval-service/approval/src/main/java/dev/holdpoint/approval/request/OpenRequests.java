package dev.holdpoint.approval.request;

import dev.holdpoint.approval.access.AccessRefusal;
import dev.holdpoint.eventlog.store.Alongside;
import dev.holdpoint.eventlog.store.SchemaName;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Which requests are open, written in the transaction that appends their events: so many at a time
 * of one requester, of an agent for each human it acts for.
 */
public final class OpenRequests implements Alongside {
    /** How many requests one requester may have open at a time. */
    public static final int MOST = 20;

    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.open_access_requests (
                request text PRIMARY KEY,
                requester text[] NOT NULL);
            CREATE INDEX IF NOT EXISTS open_access_requests_by_requester
                ON %1$s.open_access_requests (requester);
            """;

    private final Pool pool;
    private final SchemaName schema;

    public OpenRequests(Pool pool, String schema) {
        this.pool = pool;
        this.schema = new SchemaName(schema);
    }

    /** Makes the table if it is missing; the schema exists. */
    public Future<Void> createTable() {
        return pool.withTransaction(
                connection -> connection.query(DDL.formatted(schema)).execute().mapEmpty());
    }

    @Override
    public Future<Void> write(SqlConnection connection, List<? extends HoldpointEvent> events) {
        Future<Void> done = Future.succeededFuture();
        for (var event : events) {
            done = done.compose(_ -> write(connection, (AccessEvent) event));
        }
        return done;
    }

    private Future<Void> write(SqlConnection connection, AccessEvent event) {
        return switch (event) {
            case AccessRequested requested -> open(connection, requested);
            case AccessVoteCast _ -> Future.succeededFuture();
            case AccessApproved _, AccessRefused _, AccessExpired _, AccessWithdrawn _ ->
                    close(connection, event);
        };
    }

    private Future<Void> open(SqlConnection connection, AccessRequested requested) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO %1$s.open_access_requests SELECT $1::text, $2::text[] WHERE
                            (SELECT count(*) FROM %1$s.open_access_requests
                             WHERE requester = $2::text[]) < %2$d
                        """
                                .formatted(schema, MOST))
                .execute(
                        Tuple.of(requested.request().value())
                                .addArrayOfString(key(requested.requester())))
                .compose(
                        opened ->
                                opened.rowCount() == 1
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(AccessRefusal.tooMany(MOST)));
    }

    private Future<Void> close(SqlConnection connection, AccessEvent event) {
        return connection
                .preparedQuery(
                        "DELETE FROM %s.open_access_requests WHERE request = $1".formatted(schema))
                .execute(Tuple.of(event.request().value()))
                .mapEmpty();
    }

    private static String[] key(Principal requester) {
        var id = requester.id();
        var human = requester.onBehalfOf();
        return human == null
                ? new String[] {id.issuer(), id.subject()}
                : new String[] {id.issuer(), id.subject(), human.issuer(), human.subject()};
    }
}
