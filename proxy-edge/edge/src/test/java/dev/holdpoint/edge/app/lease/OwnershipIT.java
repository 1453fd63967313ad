package dev.holdpoint.edge.app.lease;

import static dev.holdpoint.edge.app.log.Sample.allow;
import static dev.holdpoint.edge.app.log.Sample.completed;
import static dev.holdpoint.edge.app.log.Sample.decided;
import static dev.holdpoint.edge.app.log.Sample.hold;
import static dev.holdpoint.edge.app.log.Sample.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.app.EdgeName;
import dev.holdpoint.edge.app.EdgeSchema;
import dev.holdpoint.edge.app.log.KafkaRecorder;
import dev.holdpoint.edge.app.log.OpenStreams;
import dev.holdpoint.edge.app.log.Stamp;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.Uuid7;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipIT {
    private final Vertx vertx = Vertx.vertx();
    private final LogSettings log =
            new LogSettings(
                    TestInfrastructure.shared().bootstrapServers(),
                    "edge-test",
                    Duration.ofSeconds(10),
                    Map.of());
    private final TestDatabase database = TestInfrastructure.shared().newDatabase();
    private final List<Run> runs = new ArrayList<>();
    private Pool pool;

    @BeforeEach
    void prepare() throws Exception {
        pool = pool();
        get(Topics.ensure(vertx, log, (short) 1));
        get(EdgeSchema.create(pool));
    }

    @AfterEach
    void close() {
        runs.forEach(run -> run.appender.close());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Pool pool() {
        var options =
                PgConnectOptions.fromUri(database.uri())
                        .setUser(database.user())
                        .setPassword(database.password());
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(3))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** One run of an edge: its recorder and its lease, without its listener. */
    private final class Run {
        final EdgeName name;
        final KafkaEventAppender appender = new KafkaEventAppender(vertx, log);
        final OpenStreams streams;
        final Ownership ownership;
        final KafkaRecorder recorder;
        final AtomicBoolean taken = new AtomicBoolean();

        Run(String id) throws Exception {
            var clock = InstantSource.system();
            name = new EdgeName(id, UUID.randomUUID().toString());
            streams =
                    new OpenStreams(
                            new Stamp(new Uuid7(clock), clock, "proxy-edge/" + id),
                            appender,
                            appender);
            ownership = new Ownership(vertx, log, pool, name, streams, () -> taken.set(true));
            recorder = new KafkaRecorder(vertx, streams, ownership.lease()::isHeld);
            get(ownership.begin());
            runs.add(this);
        }

        SessionId openedSession() throws Exception {
            var session = new SessionId(UUID.randomUUID().toString());
            get(recorder.opened(opened(session, name.toString())));
            return session;
        }
    }

    private List<Envelope<?>> stream(SessionId session) throws Exception {
        var ends = get(LogReader.endOffsets(vertx, log, java.util.Set.of(EventFamily.SESSIONS)));
        var from = ends.keySet().stream().collect(Collectors.toMap(key -> key, _ -> 0L));
        var found = new ArrayList<Envelope<?>>();
        get(
                LogReader.readRange(
                        vertx,
                        log,
                        from,
                        events -> {
                            events.stream()
                                    .filter(event -> event.key().equals(session.value()))
                                    .map(LoggedEvent::envelope)
                                    .forEach(found::add);
                            return Future.succeededFuture();
                        }));
        return found;
    }

    @Test
    void a_restarted_edge_ends_what_its_killed_run_left_open() throws Exception {
        var killed = new Run("edge-1");
        var session = killed.openedSession();
        var idle = killed.openedSession();
        get(killed.recorder.decided(decided(session, "c-1", allow())));
        get(killed.recorder.completed(completed(session, "c-1")));
        get(killed.recorder.decided(decided(session, "c-2", allow())));
        get(killed.recorder.decided(decided(session, "c-3", hold())));

        var restarted = new Run("edge-1");

        var events = stream(session);
        assertThat(events.stream().map(Envelope::sequence))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(((CommandCompleted) events.get(5).event()).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(((CommandRefused) events.get(6).event()).code())
                .isEqualTo(RefusalCode.HOLD_WITHDRAWN);
        assertThat(events.get(7).event())
                .isEqualTo(new SessionClosed(session, SessionEnd.EDGE_LOST, 3));
        assertThat(stream(idle).getLast().event())
                .isEqualTo(new SessionClosed(idle, SessionEnd.EDGE_LOST, 0));
        assertThat(leases()).isEqualTo("1");
        assertThat(restarted.ownership.lease().isHeld()).isTrue();
    }

    @Test
    void the_killed_run_learns_that_it_has_been_taken_over_and_writes_no_more() throws Exception {
        var frozen = new Run("edge-2");
        var session = frozen.openedSession();
        assertThat(new Run("edge-2").ownership.lease().isHeld()).isTrue();

        await().atMost(Duration.ofSeconds(10)).untilTrue(frozen.taken);
        var late = frozen.recorder.decided(decided(session, "c-9", allow()));
        await().until(late::isComplete);
        assertThat(late.failed()).isTrue();
        assertThat(stream(session).getLast().event()).isInstanceOf(SessionClosed.class);
    }

    @Test
    void another_edge_takes_a_silent_one_over_within_a_minute() throws Exception {
        var silent = new Run("edge-3");
        var session = silent.openedSession();
        get(silent.recorder.decided(decided(session, "c-1", allow())));
        silent.ownership.lease().stopBeating();
        assertThat(new Run("edge-4").ownership.lease().isHeld()).isTrue();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stream(session).getLast().event() instanceof SessionClosed);
        assertThat(((CommandCompleted) stream(session).get(2).event()).outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    private String leases() {
        return database.value("SELECT count(*) FROM edge.instances");
    }
}
