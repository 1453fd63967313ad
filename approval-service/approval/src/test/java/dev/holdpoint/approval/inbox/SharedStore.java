package dev.holdpoint.approval.inbox;

import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.DatabasePool;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real store that two instances of the service share. */
final class SharedStore {
    static final String SCHEMA = "approval";
    private static final int CONNECTIONS = 8;
    static final Duration KEPT_FOR = Duration.ofDays(7);

    private final Vertx vertx = Vertx.vertx();
    private final Uuid7 ids = new Uuid7(InstantSource.system());
    private final InstantSource clock;
    private final TestDatabase database;
    private final List<Pool> pools;
    private final EventStore store;

    SharedStore(InstantSource clock) throws Exception {
        this.clock = clock;
        this.database = TestInfrastructure.shared().newDatabase();
        this.pools = List.of(pool(database), pool(database));
        this.store = store(pools.getFirst());
        get(store.createSchema());
        get(memberships(pools.getFirst()).createTables());
        get(waiting(pools.getFirst()).createTables());
    }

    private Pool pool(TestDatabase database) {
        return DatabasePool.open(vertx, database, CONNECTIONS);
    }

    private EventStore store(Pool pool) {
        return new EventStore(pool, SCHEMA, "approval-service", ids, clock);
    }

    /** Each instance's own connections. */
    List<Pool> pools() {
        return pools;
    }

    HoldDesk desk(Pool pool) {
        return new HoldDesk(store(pool), People.UNLINKED);
    }

    ClaimDesk claims(Pool pool) {
        return new ClaimDesk(desk(pool), waiting(pool), voters(pool), clock);
    }

    private static WaitingCommands waiting(Pool pool) {
        return new WaitingCommands(pool, SCHEMA);
    }

    /** Lets the command wait at an edge, as the intake does before its hold is placed. */
    void waits(HoldPlaced placed, String edge) throws Exception {
        var limits = new OpenLimits(1_000, 1_000);
        get(waiting(pools.getFirst()).open(placed, "proxy-edge/" + edge, limits, clock.instant()));
    }

    Voters voters(Pool pool) {
        return new Voters(memberships(pool), delegations(pool), People.UNLINKED);
    }

    DelegationDesk delegations(Pool pool) {
        return new DelegationDesk(store(pool), memberships(pool), People.UNLINKED);
    }

    Memberships memberships(Pool pool) {
        return new Memberships(pool, SCHEMA, KEPT_FOR, clock);
    }

    /** Ends every connection of both instances, whatever is under way. */
    void breakConnections() {
        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /** Waits until every connection of both instances is good again. */
    void awaitConnections() {
        await("connections that work").until(() -> pools.stream().allMatch(SharedStore::works));
    }

    private static boolean works(Pool pool) {
        var asked = Stream.generate(() -> pool.query("SELECT 1").execute()).limit(CONNECTIONS);
        return settled(Future.join(asked.toList())).succeeded();
    }

    private static <T> Future<T> settled(Future<T> future) {
        future.toCompletionStage()
                .handle((_, _) -> null)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        return future;
    }

    String freshId() {
        return ids.next();
    }

    List<HoldEvent> events(HoldId hold) throws Exception {
        return get(store.load(new StreamId(hold.value()))).stream()
                .map(envelope -> (HoldEvent) envelope.event())
                .toList();
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        get(vertx.close());
    }
}
