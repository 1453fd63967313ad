package dev.holdpoint.approval;

import dev.holdpoint.testkit.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** One instance's own connections to a test's database. */
public final class DatabasePool {
    private DatabasePool() {}

    public static Pool open(Vertx vertx, TestDatabase database, int size) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(size))
                .connectingTo(
                        PgConnectOptions.fromUri(database.uri())
                                .setUser(database.user())
                                .setPassword(database.password()))
                .using(vertx)
                .build();
    }
}
