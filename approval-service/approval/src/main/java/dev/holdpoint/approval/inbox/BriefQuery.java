package dev.holdpoint.approval.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Asks what no decision needs, and gives up soon: votes and claims need the connections, too. */
public final class BriefQuery {
    private static final String IN_TIME = "SET LOCAL statement_timeout TO '2s'";

    private BriefQuery() {}

    /** The rows, if they are found within two seconds. */
    public static Future<RowSet<Row>> of(Pool pool, String sql, Tuple parameters) {
        return pool.withTransaction(
                connection ->
                        connection
                                .query(IN_TIME)
                                .execute()
                                .compose(_ -> connection.preparedQuery(sql).execute(parameters)));
    }
}
