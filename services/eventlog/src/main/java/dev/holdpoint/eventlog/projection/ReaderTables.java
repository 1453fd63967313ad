package dev.holdpoint.eventlog.projection;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.SchemaName;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.TreeMap;

/** What readers keep in a service's schema: their names, positions and parked records. */
final class ReaderTables {
    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.projections (
                name text PRIMARY KEY,
                tables text[] NOT NULL);
            CREATE TABLE IF NOT EXISTS %1$s.reader_positions (
                reader text,
                topic text,
                partition int,
                next_offset bigint NOT NULL,
                store_sequence bigint NOT NULL,
                PRIMARY KEY (reader, topic, partition));
            CREATE TABLE IF NOT EXISTS %1$s.parked_records (
                reader text,
                topic text,
                partition int,
                record_offset bigint,
                key text NOT NULL,
                headers jsonb NOT NULL,
                value bytea NOT NULL,
                reason text NOT NULL,
                parked_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (reader, topic, partition, record_offset));
            """;

    private final SchemaName schema;
    private final Projection projection;

    ReaderTables(SchemaName schema, Projection projection) {
        this.schema = schema;
        this.projection = projection;
    }

    /** Makes what is missing, the projection's own tables included. */
    Future<Void> ensure(Pool pool) {
        return pool.withTransaction(
                connection ->
                        Sql.run(connection, DDL.formatted(schema))
                                .compose(_ -> Sql.searchPath(connection, schema.value()))
                                .compose(_ -> known(connection))
                                .compose(
                                        known ->
                                                known
                                                        ? Future.succeededFuture()
                                                        : introduce(connection)));
    }

    private Future<Boolean> known(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT 1 FROM projections WHERE name = $1")
                .execute(Tuple.of(projection.name()))
                .map(rows -> rows.size() > 0);
    }

    /** A projection that held one of the tables before is forgotten, positions and all. */
    private Future<Void> introduce(SqlConnection connection) {
        var tables = projection.tables().toArray(String[]::new);
        return connection
                .preparedQuery(
                        """
                        WITH former AS (DELETE FROM projections WHERE tables && $1 RETURNING name)
                        DELETE FROM reader_positions
                        WHERE reader IN (SELECT name FROM former) OR reader = $2
                        """)
                .execute(Tuple.tuple().addArrayOfString(tables).addString(projection.name()))
                .compose(
                        _ ->
                                Sql.run(
                                        connection,
                                        "DROP TABLE IF EXISTS " + String.join(", ", tables)))
                .compose(_ -> Sql.runAll(connection, projection.ddl()))
                .compose(
                        _ ->
                                connection
                                        .preparedQuery("INSERT INTO projections VALUES ($1, $2)")
                                        .execute(
                                                Tuple.of(projection.name())
                                                        .addArrayOfString(tables)))
                .mapEmpty();
    }

    Future<ReaderPosition> position(SqlClient client, LogPartition partition) {
        return client.preparedQuery(
                        """
                        INSERT INTO %s.reader_positions VALUES ($1, $2, $3, 0, 0)
                        ON CONFLICT (reader, topic, partition) DO UPDATE SET reader = $1
                        RETURNING next_offset, store_sequence
                        """
                                .formatted(schema))
                .execute(key(partition))
                .map(rows -> rows.iterator().next())
                .map(row -> new ReaderPosition(row.getLong(0), row.getLong(1)));
    }

    Future<Map<LogPartition, Long>> positions(SqlClient client) {
        return client.preparedQuery(
                        "SELECT topic, partition, next_offset FROM %s.reader_positions WHERE reader = $1"
                                .formatted(schema))
                .execute(Tuple.of(projection.name()))
                .map(
                        rows -> {
                            var positions = new TreeMap<LogPartition, Long>();
                            rows.forEach(
                                    row ->
                                            positions.put(
                                                    new LogPartition(
                                                            row.getString(0), row.getInteger(1)),
                                                    row.getLong(2)));
                            return positions;
                        });
    }

    /** Compare and set; the row stays locked until the transaction ends. */
    Future<Void> move(
            SqlClient client, LogPartition partition, ReaderPosition from, ReaderPosition to) {
        return client.preparedQuery(
                        """
                        UPDATE %s.reader_positions SET next_offset = $5, store_sequence = $6
                        WHERE reader = $1 AND topic = $2 AND partition = $3 AND next_offset = $4
                        """
                                .formatted(schema))
                .execute(
                        key(partition)
                                .addLong(from.next())
                                .addLong(to.next())
                                .addLong(to.storeSequence()))
                .compose(
                        moved ->
                                moved.rowCount() == 1
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                new StalePosition(
                                                        projection.name(), partition, from)));
    }

    /** Sets a position whatever it was, for a projection that was rebuilt up to there. */
    Future<Void> reset(SqlClient client, LogPartition partition, ReaderPosition to) {
        return client.preparedQuery(
                        """
                        INSERT INTO %s.reader_positions VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (reader, topic, partition)
                        DO UPDATE SET next_offset = $4, store_sequence = $5
                        """
                                .formatted(schema))
                .execute(key(partition).addLong(to.next()).addLong(to.storeSequence()))
                .mapEmpty();
    }

    Future<Void> park(SqlClient client, LoggedEvent event, String reason) {
        var position = event.position();
        return client.preparedQuery(
                        """
                        INSERT INTO %s.parked_records
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
                        """
                                .formatted(schema))
                .execute(
                        key(new LogPartition(position.topic(), position.partition()))
                                .addLong(position.offset())
                                .addString(event.key().replace("\0", "\uFFFD"))
                                .addValue(headers(event))
                                .addValue(Buffer.buffer(event.value().array()))
                                .addString(reason.replace("\0", "\uFFFD")))
                .mapEmpty();
    }

    private static JsonObject headers(LoggedEvent event) {
        var headers = new JsonObject();
        event.headers().forEach((name, value) -> headers.put(name, value.replace("\0", "\uFFFD")));
        return headers;
    }

    private Tuple key(LogPartition partition) {
        return Tuple.of(projection.name(), partition.topic(), partition.partition());
    }
}
