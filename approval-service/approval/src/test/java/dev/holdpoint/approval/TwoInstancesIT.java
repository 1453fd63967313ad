package dev.holdpoint.approval;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.NotPlaced;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.approval.request.OpenRequests;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances on one log and one database, one of which dies. */
class TwoInstancesIT {
    private static TestBroker broker;
    private static Instance first;
    private static Instance second;
    private static Vertx vertx;
    private static KafkaEventAppender appender;

    /** What one process has. */
    private record Instance(Vertx vertx, HoldDesk desk, ApprovalParts parts) {
        static Instance start(TestBroker broker, TestDatabase database) {
            var vertx = Vertx.vertx();
            var pool = DatabasePool.open(vertx, database, 5);
            var clock = InstantSource.system();
            var store =
                    new EventStore(pool, "approval", "approval-service", new Uuid7(clock), clock);
            var desk = new HoldDesk(store, People.UNLINKED);
            var open = new OpenRequests(pool, "approval");
            var access = new AccessDesk(store, People.UNLINKED, open);
            var settings =
                    new ApprovalSettings(
                            broker.bootstrapServers(),
                            (short) 1,
                            20,
                            5_000,
                            Duration.ofDays(7),
                            Optional.empty());
            var memberships = new Memberships(pool, "approval", Duration.ofDays(7), clock);
            var parts = new ApprovalParts(vertx, pool, desk, access, memberships, settings);
            parts.start();
            return new Instance(vertx, desk, parts);
        }

        void die() throws Exception {
            parts.close();
            get(vertx.close());
        }
    }

    @BeforeAll
    static void open() {
        broker = TestInfrastructure.shared().startBroker();
        var database = TestInfrastructure.shared().newDatabase();
        first = Instance.start(broker, database);
        second = Instance.start(broker, database);
        vertx = Vertx.vertx();
        await("both run")
                .atMost(ofSeconds(60))
                .until(() -> first.parts().running() && second.parts().running());
        appender = EdgeLog.appender(vertx, broker.bootstrapServers());
    }

    @AfterAll
    static void close() throws Exception {
        second.die();
        appender.close();
        get(vertx.close());
        broker.close();
    }

    @Test
    void two_instances_share_the_work_and_one_goes_on_alone() throws Exception {
        var together = held(30, 900);
        await("placed").atMost(ofSeconds(60)).until(() -> together.stream().allMatch(this::placed));
        var expiring = held(10, 2);
        await("expired")
                .atMost(ofSeconds(60))
                .until(() -> expiring.stream().allMatch(hold -> state(hold) instanceof Expired));

        first.die();
        var alone = held(10, 900);
        await("placed by one")
                .atMost(ofSeconds(90))
                .until(() -> alone.stream().allMatch(this::placed));
        get(second.desk().run(alone.getFirst().hold(), Actor.of(Holds.BOB.id()), null, agreed()));
        assertThat(state(alone.getFirst())).isInstanceOf(Released.class);

        int expected = together.size() + 2 * expiring.size() + alone.size() + 2;
        await("published").atMost(ofSeconds(60)).until(() -> publishedIds().size() >= expected);
        assertThat(publishedIds()).hasSize(expected);
    }

    private static Approve agreed() {
        return new Approve(Holds.BOB, "agreed", Instant.now());
    }

    private static List<HoldPlaced> held(int sessions, long expiresAfterSeconds) {
        return IntStream.range(0, sessions)
                .mapToObj(n -> new EdgeLog(appender, Holds.person("requester-" + n)))
                .map(edge -> edge.held(EdgeLog.terms(expiresAfterSeconds)))
                .toList();
    }

    private boolean placed(HoldPlaced hold) {
        return !(state(hold) instanceof NotPlaced);
    }

    private static HoldState state(HoldPlaced hold) {
        return get(second.desk().look(hold.hold()));
    }

    /** Distinct ids: a relay that takes over may send its predecessor's last events again. */
    private static Set<String> publishedIds() throws Exception {
        var settings =
                new LogSettings(
                        broker.bootstrapServers(), "reader", Duration.ofSeconds(5), Map.of());
        var events = new ArrayList<LoggedEvent>();
        Map<LogPartition, Long> ends =
                get(LogReader.endOffsets(vertx, settings, Set.of(EventFamily.APPROVALS)));
        var starts = ends.keySet().stream().collect(Collectors.toMap(at -> at, _ -> 0L));
        get(
                LogReader.readRange(
                        vertx,
                        settings,
                        starts,
                        batch -> {
                            events.addAll(batch);
                            return Future.succeededFuture();
                        }));
        return events.stream()
                .map(event -> event.envelope().id().value())
                .collect(Collectors.toSet());
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
