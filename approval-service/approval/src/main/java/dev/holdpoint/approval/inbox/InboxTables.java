package dev.holdpoint.approval.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** The intake's tables in a schema, whose name is the first argument of every text. */
record InboxTables(Pool pool, String schema) {
    /** Makes them if they are missing; the schema exists. */
    Future<Void> create(String definition) {
        return pool.withTransaction(
                connection -> connection.query(definition.formatted(schema)).execute().mapEmpty());
    }

    Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql.formatted(schema)).execute(parameters);
    }
}
