package dev.holdpoint.eventlog.store;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far a group of readers has come in each partition, in a table of its own. Events that change
 * nothing need not be written down one by one: taking them again after a restart changes nothing
 * either.
 */
public final class GroupPositions {
    private static final long RECENT = Duration.ofSeconds(1).toNanos();
    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.%2$s (
                topic text NOT NULL,
                partition int NOT NULL,
                next_offset bigint NOT NULL,
                PRIMARY KEY (topic, partition));
            """;

    private final Pool pool;
    private final SchemaName schema;
    private final String table;
    private final Map<LogPartition, Long> written = new ConcurrentHashMap<>();

    /**
     * @param table a name that nothing else in the schema has
     */
    public GroupPositions(Pool pool, String schema, String table) {
        this.pool = pool;
        this.schema = new SchemaName(schema);
        this.table = table;
    }

    /** Makes the table if it is missing; the schema exists. */
    public Future<Void> createTable() {
        return pool.withTransaction(
                connection -> connection.query(DDL.formatted(schema, table)).execute().mapEmpty());
    }

    /** The offset of the next event to read; 0 for a partition never read. */
    public Future<Long> next(String topic, int partition) {
        return pool.preparedQuery(
                        "SELECT next_offset FROM %s.%s WHERE topic = $1 AND partition = $2"
                                .formatted(schema, table))
                .execute(Tuple.of(topic, partition))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    /**
     * Takes a batch of one partition in order and notes where it ends. Where nothing matters the
     * note may wait a second: then each event costs no look at the database.
     */
    public Future<Void> take(
            List<LoggedEvent> batch,
            Predicate<LoggedEvent> matters,
            Function<LoggedEvent, Future<Void>> each) {
        var last = batch.getLast().position();
        if (isRecent(last) && batch.stream().noneMatch(matters)) {
            return Future.succeededFuture();
        }
        Future<Void> done = Future.succeededFuture();
        for (var event : batch) {
            done = done.compose(_ -> each.apply(event));
        }
        return done.compose(_ -> advance(last));
    }

    /** Whether the position in that partition was written down within a second. */
    boolean isRecent(Position position) {
        var last = written.get(partition(position));
        return last != null && System.nanoTime() - last < RECENT;
    }

    /** Says that everything up to {@code last} was taken; never goes back. */
    Future<Void> advance(Position last) {
        return pool.preparedQuery(
                        """
                        INSERT INTO %s.%s AS seen VALUES ($1, $2, $3)
                        ON CONFLICT (topic, partition) DO UPDATE
                        SET next_offset = greatest(seen.next_offset, excluded.next_offset)
                        """
                                .formatted(schema, table))
                .execute(Tuple.of(last.topic(), last.partition(), last.offset() + 1))
                .onSuccess(_ -> written.put(partition(last), System.nanoTime()))
                .mapEmpty();
    }

    private static LogPartition partition(Position position) {
        return new LogPartition(position.topic(), position.partition());
    }
}
