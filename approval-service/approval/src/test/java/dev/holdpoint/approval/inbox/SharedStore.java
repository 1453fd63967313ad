package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.DatabasePool;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.HoldEvent;
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

/** A real store that two instances of the service share. */
final class SharedStore {
    static final String SCHEMA = "approval";
    static final Duration KEPT_FOR = Duration.ofDays(7);

    private final Vertx vertx = Vertx.vertx();
    private final Uuid7 ids = new Uuid7(InstantSource.system());
    private final InstantSource clock;
    private final List<Pool> pools;
    private final EventStore store;

    SharedStore(InstantSource clock) throws Exception {
        this.clock = clock;
        var database = TestInfrastructure.shared().newDatabase();
        this.pools = List.of(pool(database), pool(database));
        this.store = store(pools.getFirst());
        get(store.createSchema());
        get(memberships(pools.getFirst()).createTables());
    }

    private Pool pool(TestDatabase database) {
        return DatabasePool.open(vertx, database, 8);
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
        return new ClaimDesk(desk(pool), voters(pool), clock);
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
