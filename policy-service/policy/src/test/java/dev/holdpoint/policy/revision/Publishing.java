package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One who publishes, on a real database whose connections can be cut, and others who start. */
public final class Publishing implements AutoCloseable {
    private static final String CUT =
            """
            CREATE FUNCTION policy.cut() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
            CREATE TRIGGER cut AFTER INSERT ON policy.events
                FOR EACH ROW WHEN (NEW.store_sequence = %d) EXECUTE FUNCTION policy.cut()""";

    private final TestDatabase database = TestInfrastructure.shared().newDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = pool();
    private final EventStore store =
            new EventStore(
                    pool,
                    "policy",
                    "policy-service",
                    new Uuid7(InstantSource.system()),
                    InstantSource.system());
    private final StoreFollower follower = follower();
    private final PolicyDesk desk = new PolicyDesk(store, follower, History.SEALS, false);

    public Publishing() {
        settle(store.createSchema());
    }

    public PolicyDesk desk() {
        return desk;
    }

    /** The desk of another one, who starts now. */
    PolicyDesk other() {
        return new PolicyDesk(store, follower(), History.SEALS, false);
    }

    TestDatabase database() {
        return database;
    }

    /** What decides for who publishes. */
    public Rulebook looked() {
        settle(follower.catchUp());
        return follower.known().rulebook();
    }

    /** What decides for who starts now. */
    public Rulebook restarted() {
        var other = follower();
        settle(other.catchUp());
        return other.known().rulebook();
    }

    StoreFollower follower() {
        var rulebooks =
                new Rulebooks(InstantSource.system(), System::nanoTime, Duration.ofMinutes(15));
        return new StoreFollower(vertx, store, rulebooks, History.SEALS);
    }

    /**
     * Cuts the connection behind an event that is appended next.
     *
     * @param step its number
     */
    public void cutAfter(int step) {
        long last =
                Long.parseLong(
                        database.value(
                                "SELECT coalesce(max(store_sequence), 0) FROM policy.events"));
        database.execute(CUT.formatted(last + step));
    }

    /** Cuts no connection any more. */
    public void cutNowhere() {
        database.execute("DROP FUNCTION policy.cut() CASCADE");
    }

    /** Whether it came to nothing. */
    public boolean fails(Future<?> future) {
        return settled(future).failed();
    }

    /** Waits until it came to something. */
    public void settle(Future<?> future) {
        var settled = settled(future);
        if (settled.failed()) {
            throw new IllegalStateException(settled.cause());
        }
    }

    private static <T> Future<T> settled(Future<T> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException _) {
            return future;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return future;
    }

    private Pool pool() {
        var options = PgConnectOptions.fromUri(database.uri());
        options.setUser(database.user()).setPassword(database.password());
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    @Override
    public void close() {
        settle(pool.close());
        settle(vertx.close());
    }
}
