package dev.holdpoint.edge.app.lease;

import dev.holdpoint.edge.app.EdgeName;
import dev.holdpoint.eventlog.LogPartition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which edges live, by their last heartbeat; in PostgreSQL, by its clock. */
final class LeaseTable {
    private static final String JOIN =
            """
            INSERT INTO edge.instances (edge_id, incarnation, low_water) VALUES ($1, $2, $3)
            ON CONFLICT (edge_id, incarnation) DO UPDATE SET heartbeat_at = now()""";
    private static final String BEAT =
            """
            UPDATE edge.instances SET heartbeat_at = now(), low_water = $3
            WHERE edge_id = $1 AND incarnation = $2""";
    private static final String LEAVE =
            "DELETE FROM edge.instances WHERE edge_id = $1 AND incarnation = $2";
    private static final String DEAD =
            """
            SELECT edge_id, incarnation, low_water FROM edge.instances
            WHERE (edge_id = $1 AND incarnation <> $2)
               OR ($3 AND heartbeat_at < now() - interval '20 seconds'
                   AND (edge_id, incarnation) <> ($1, $2))
            ORDER BY heartbeat_at LIMIT 1 FOR UPDATE SKIP LOCKED""";

    private final Pool pool;
    private final EdgeName self;

    LeaseTable(Pool pool, EdgeName self) {
        this.pool = pool;
        this.self = self;
    }

    Future<Void> join(Map<LogPartition, Long> lowWater) {
        return pool.preparedQuery(JOIN)
                .execute(Tuple.of(self.id(), self.incarnation(), json(lowWater)))
                .mapEmpty();
    }

    /** Completes with false once somebody has taken this edge's sessions over. */
    Future<Boolean> beat(Map<LogPartition, Long> lowWater) {
        return pool.preparedQuery(BEAT)
                .execute(Tuple.of(self.id(), self.incarnation(), json(lowWater)))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Void> leave() {
        return pool.preparedQuery(LEAVE)
                .execute(Tuple.of(self.id(), self.incarnation()))
                .mapEmpty();
    }

    /**
     * Takes one dead edge over: while {@code closing} works its row is locked, after that it is
     * gone, so the dead edge can never live again.
     *
     * @param others false for earlier runs of this edge only
     * @return false if there is none
     */
    Future<Boolean> takeOver(boolean others, Function<Lease, Future<Void>> closing) {
        return pool.withTransaction(connection -> takeOver(connection, others, closing));
    }

    private Future<Boolean> takeOver(
            SqlConnection connection, boolean others, Function<Lease, Future<Void>> closing) {
        return connection
                .preparedQuery(DEAD)
                .execute(Tuple.of(self.id(), self.incarnation(), others))
                .compose(
                        rows -> {
                            var found = rows.iterator();
                            if (!found.hasNext()) {
                                return Future.succeededFuture(false);
                            }
                            var dead = lease(found.next());
                            return closing.apply(dead)
                                    .compose(_ -> remove(connection, dead))
                                    .map(true);
                        });
    }

    private static Future<Void> remove(SqlConnection connection, Lease dead) {
        return connection
                .preparedQuery(LEAVE)
                .execute(Tuple.of(dead.edge(), dead.incarnation()))
                .mapEmpty();
    }

    private static Lease lease(Row row) {
        var lowWater = new HashMap<LogPartition, Long>();
        row.getJsonObject("low_water")
                .forEach(
                        entry ->
                                lowWater.put(
                                        partition(entry.getKey()),
                                        ((Number) entry.getValue()).longValue()));
        return new Lease(row.getString("edge_id"), row.getString("incarnation"), lowWater);
    }

    private static LogPartition partition(String name) {
        int slash = name.lastIndexOf('/');
        return new LogPartition(
                name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)));
    }

    private static JsonObject json(Map<LogPartition, Long> lowWater) {
        var json = new JsonObject();
        lowWater.forEach(
                (partition, offset) ->
                        json.put(partition.topic() + "/" + partition.partition(), offset));
        return json;
    }
}
