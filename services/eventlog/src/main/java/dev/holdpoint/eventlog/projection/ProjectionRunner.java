package dev.holdpoint.eventlog.projection;

import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.SchemaName;
import dev.holdpoint.events.Digest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a projection up with the log; any number of instances share the work.
 *
 * <p>A batch's changes and the reader's new position commit in one transaction, which first moves
 * the position by compare-and-set: of two instances that hold the same partition for a moment, one
 * commits and the other reads the position again.
 */
public final class ProjectionRunner implements AutoCloseable {
    private final Vertx vertx;
    private final LogSettings settings;
    private final Pool pool;
    private final SchemaName schema;
    private final Projection projection;
    private final ReaderTables tables;
    private final Fold fold;
    private final Map<LogPartition, ReaderPosition> held = new ConcurrentHashMap<>();
    private @Nullable GroupReader reader;

    private ProjectionRunner(
            Vertx vertx,
            LogSettings settings,
            Pool pool,
            SchemaName schema,
            Projection projection) {
        this.vertx = vertx;
        this.settings = settings;
        this.pool = pool;
        this.schema = schema;
        this.projection = projection;
        this.tables = new ReaderTables(schema, projection);
        this.fold = new Fold(projection, tables);
    }

    /**
     * Makes the tables if they are missing, joins the group {@code <schema>.<name>} and starts
     * where the group left off.
     */
    public static Future<ProjectionRunner> start(
            Vertx vertx, LogSettings settings, Pool pool, String schema, Projection projection) {
        var runner =
                new ProjectionRunner(vertx, settings, pool, new SchemaName(schema), projection);
        return runner.tables
                .ensure(pool)
                .compose(_ -> runner.join())
                .map(
                        reader -> {
                            runner.reader = reader;
                            return runner;
                        });
    }

    /**
     * Folds the whole log into fresh tables, then puts them in place of the old ones; runs beside
     * live runners, which go on from where the rebuild ended.
     */
    public static Future<Void> rebuild(
            Vertx vertx, LogSettings settings, Pool pool, String schema, Projection projection) {
        return new Rebuild(vertx, settings, pool, new SchemaName(schema), projection).run();
    }

    /** A digest over the projection's rows in a fixed order, to compare with a rebuild's. */
    public static Future<Digest> digest(Pool pool, String schema, Projection projection) {
        return pool.withConnection(
                connection ->
                        new RowDigest(connection, new SchemaName(schema)).of(projection.tables()));
    }

    private Future<GroupReader> join() {
        return GroupReader.start(
                vertx,
                settings,
                schema + "." + projection.name(),
                projection.families(),
                (topic, partition) -> position(new LogPartition(topic, partition)),
                this::batch);
    }

    private Future<Long> position(LogPartition partition) {
        return tables.position(pool, partition)
                .map(
                        position -> {
                            held.put(partition, position);
                            return position.next();
                        });
    }

    private Future<Void> batch(List<LoggedEvent> events) {
        return commit(events, (from, connection) -> fold.apply(connection, from, events))
                .recover(
                        failure ->
                                Sql.refusesData(failure)
                                        ? singly(events)
                                        : Future.failedFuture(failure));
    }

    /** Some row is refused: find the record it comes from, and park it. */
    private Future<Void> singly(List<LoggedEvent> events) {
        Future<Void> done = Future.succeededFuture();
        for (var event : events) {
            done = done.compose(_ -> single(event));
        }
        return done;
    }

    private Future<Void> single(LoggedEvent event) {
        var alone = List.of(event);
        return commit(alone, (from, connection) -> fold.apply(connection, from, alone))
                .recover(
                        failure ->
                                Sql.refusesData(failure)
                                        ? commit(
                                                alone,
                                                (_, connection) ->
                                                        fold.park(connection, event, failure))
                                        : Future.failedFuture(failure));
    }

    private interface Work {
        Future<Void> run(ReaderPosition from, SqlConnection connection);
    }

    private Future<Void> commit(List<LoggedEvent> events, Work work) {
        var first = events.getFirst().position();
        var partition = new LogPartition(first.topic(), first.partition());
        var from = held.getOrDefault(partition, ReaderPosition.START);
        var to = from.after(events);
        Function<SqlConnection, Future<Void>> transaction =
                connection ->
                        Sql.searchPath(connection, schema.value())
                                .compose(_ -> tables.move(connection, partition, from, to))
                                .compose(_ -> work.run(from, connection));
        return pool.withTransaction(transaction).onSuccess(_ -> held.put(partition, to));
    }

    /** The next offset to read of every partition any instance has read. */
    public Future<Map<LogPartition, Long>> positions() {
        return tables.positions(pool);
    }

    /** How many records the projection is behind the end of the log. */
    public Future<Long> lag() {
        return LogReader.endOffsets(vertx, settings, projection.families())
                .compose(ends -> positions().map(positions -> lag(ends, positions)));
    }

    private static long lag(Map<LogPartition, Long> ends, Map<LogPartition, Long> positions) {
        long lag = 0;
        for (var end : ends.entrySet()) {
            lag += end.getValue() - positions.getOrDefault(end.getKey(), 0L);
        }
        return lag;
    }

    /** Stops; completes once no batch is being applied. */
    public Future<Void> stop() {
        return reader == null ? Future.succeededFuture() : reader.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
