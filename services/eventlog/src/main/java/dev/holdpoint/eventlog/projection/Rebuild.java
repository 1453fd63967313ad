package dev.holdpoint.eventlog.projection;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.SchemaName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Builds a projection anew from the whole log in a schema beside the service's, then moves the
 * tables over in one transaction.
 */
final class Rebuild {
    private final Vertx vertx;
    private final LogSettings settings;
    private final Pool pool;
    private final SchemaName schema;
    private final String scratch;
    private final Projection projection;
    private final ReaderTables tables;
    private final Fold fold;
    private final Map<LogPartition, ReaderPosition> positions = new TreeMap<>();

    Rebuild(
            Vertx vertx,
            LogSettings settings,
            Pool pool,
            SchemaName schema,
            Projection projection) {
        this.vertx = vertx;
        this.settings = settings;
        this.pool = pool;
        this.schema = schema;
        this.scratch = "rebuild_%08x_%s".formatted(projection.name().hashCode(), schema);
        this.projection = projection;
        this.tables = new ReaderTables(schema, projection);
        this.fold = new Fold(projection, tables);
    }

    Future<Void> run() {
        return tables.ensure(pool)
                .compose(
                        _ ->
                                pool.withConnection(
                                        connection ->
                                                lock(connection, "pg_advisory_lock")
                                                        .compose(_ -> build(connection))
                                                        .eventually(
                                                                () ->
                                                                        lock(
                                                                                connection,
                                                                                "pg_advisory_unlock"))));
    }

    /** One rebuild of a projection at a time. */
    private Future<Void> lock(SqlConnection connection, String function) {
        return Sql.run(
                connection,
                "SELECT %s(hashtextextended('holdpoint:%s', 0))".formatted(function, scratch));
    }

    private Future<Void> build(SqlConnection connection) {
        return Sql.inTransaction(connection, () -> makeTables(connection))
                .compose(_ -> LogReader.endOffsets(vertx, settings, projection.families()))
                .compose(
                        ends ->
                                LogReader.readRange(
                                        vertx,
                                        settings,
                                        ends.keySet().stream()
                                                .collect(Collectors.toMap(end -> end, _ -> 0L)),
                                        events -> batch(connection, events)))
                .compose(_ -> Sql.inTransaction(connection, () -> swap(connection)));
    }

    private Future<Void> makeTables(SqlConnection connection) {
        return Sql.run(connection, "SET LOCAL client_min_messages TO warning")
                .compose(_ -> Sql.run(connection, "DROP SCHEMA IF EXISTS " + scratch + " CASCADE"))
                .compose(_ -> Sql.run(connection, "CREATE SCHEMA " + scratch))
                .compose(_ -> Sql.searchPath(connection, scratch))
                .compose(_ -> Sql.runAll(connection, projection.ddl()));
    }

    private Future<Void> batch(SqlConnection connection, List<LoggedEvent> events) {
        var first = events.getFirst().position();
        var partition = new LogPartition(first.topic(), first.partition());
        return fold(connection, partition, events)
                .recover(
                        failure ->
                                Sql.refusesData(failure)
                                        ? singly(connection, partition, events)
                                        : Future.failedFuture(failure));
    }

    private Future<Void> singly(
            SqlConnection connection, LogPartition partition, List<LoggedEvent> events) {
        Future<Void> done = Future.succeededFuture();
        for (var event : events) {
            done = done.compose(_ -> single(connection, partition, event));
        }
        return done;
    }

    private Future<Void> single(
            SqlConnection connection, LogPartition partition, LoggedEvent event) {
        return fold(connection, partition, List.of(event))
                .recover(
                        failure ->
                                Sql.refusesData(failure)
                                        ? park(connection, partition, event, failure)
                                        : Future.failedFuture(failure));
    }

    private Future<Void> park(
            SqlConnection connection, LogPartition partition, LoggedEvent event, Throwable reason) {
        return fold.park(connection, event, reason)
                .onSuccess(_ -> positions.put(partition, position(partition).after(event)));
    }

    private Future<Void> fold(
            SqlConnection connection, LogPartition partition, List<LoggedEvent> events) {
        var from = position(partition);
        return Sql.inTransaction(
                        connection,
                        () ->
                                Sql.searchPath(connection, scratch)
                                        .compose(_ -> fold.apply(connection, from, events)))
                .onSuccess(_ -> positions.put(partition, from.after(events)));
    }

    private ReaderPosition position(LogPartition partition) {
        return positions.getOrDefault(partition, ReaderPosition.START);
    }

    /** Positions first, as a runner does, so that the two cannot deadlock. */
    private Future<Void> swap(SqlConnection connection) {
        Future<Void> done = Future.succeededFuture();
        for (var position : positions.entrySet()) {
            done =
                    done.compose(
                            _ -> tables.reset(connection, position.getKey(), position.getValue()));
        }
        return done.compose(_ -> Sql.searchPath(connection, schema.value()))
                .compose(_ -> Sql.runAll(connection, moves()));
    }

    private List<String> moves() {
        var moves = new ArrayList<String>();
        moves.add("DROP TABLE " + String.join(", ", projection.tables()));
        for (var table : projection.tables()) {
            moves.add("ALTER TABLE %s.%s SET SCHEMA %s".formatted(scratch, table, schema));
        }
        moves.add("DROP SCHEMA " + scratch + " CASCADE");
        return moves;
    }
}
