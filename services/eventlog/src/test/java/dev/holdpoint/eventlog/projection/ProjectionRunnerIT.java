package dev.holdpoint.eventlog.projection;

import static dev.holdpoint.eventlog.LogFixture.get;
import static dev.holdpoint.eventlog.LogFixture.newStream;
import static dev.holdpoint.eventlog.LogFixture.nth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogFixture;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.RawRecords;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectionRunnerIT {
    private static final String SCHEMA = "review";
    private static final Projection COUNTS =
            new CommandCounts(Set.of(EventFamily.SESSIONS, EventFamily.APPROVALS));

    private final Vertx vertx = Vertx.vertx();
    private final TestBroker broker = TestInfrastructure.shared().startBroker();
    private final TestDatabase database = TestInfrastructure.shared().newDatabase();
    private final Pool pool = LogFixture.pool(vertx, database);
    private final LogSettings settings = LogFixture.settings(broker.bootstrapServers());
    private KafkaEventAppender appender;

    @BeforeEach
    void prepare() {
        get(Topics.ensure(vertx, settings, (short) 1));
        appender = new KafkaEventAppender(vertx, settings);
    }

    @AfterEach
    void stop() {
        appender.close();
        get(vertx.close());
        broker.close();
    }

    @Test
    void a_projection_equals_its_rebuild_and_goes_on_after_it() {
        append(newStream(), 1, 600);
        var runner = get(start());
        append(newStream(), 1, 50);
        awaitCounted(650);
        var live = get(ProjectionRunner.digest(pool, SCHEMA, COUNTS));

        get(ProjectionRunner.rebuild(vertx, settings, pool, SCHEMA, COUNTS));

        assertThat(get(ProjectionRunner.digest(pool, SCHEMA, COUNTS))).isEqualTo(live);
        append(newStream(), 1, 7);
        awaitCounted(657);
        await().untilAsserted(() -> assertThat(get(runner.lag())).isZero());
        assertThat(
                        database.value(
                                "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'rebuild%'"))
                .isEqualTo("0");
        get(runner.stop());
    }

    @Test
    void a_rebuild_repairs_rows_somebody_damaged() {
        append(newStream(), 1, 20);
        var runner = get(start());
        awaitCounted(20);
        var live = get(ProjectionRunner.digest(pool, SCHEMA, COUNTS));
        database.execute("UPDATE review.command_counts SET commands = 0");
        assertThat(get(ProjectionRunner.digest(pool, SCHEMA, COUNTS))).isNotEqualTo(live);

        get(ProjectionRunner.rebuild(vertx, settings, pool, SCHEMA, COUNTS));

        assertThat(get(ProjectionRunner.digest(pool, SCHEMA, COUNTS))).isEqualTo(live);
        get(runner.stop());
    }

    @Test
    void two_runners_share_the_work_and_a_restart_goes_on_where_they_were() {
        var first = get(start());
        var second = get(start());
        var streams = IntStream.range(0, 20).mapToObj(_ -> newStream()).toList();
        streams.forEach(stream -> append(stream, 1, 10));
        awaitCounted(200);

        get(first.stop());
        streams.forEach(stream -> append(stream, 11, 20));
        awaitCounted(400);
        get(second.stop());

        streams.forEach(stream -> append(stream, 21, 21));
        var third = get(start());
        awaitCounted(420);
        assertThat(database.value("SELECT bool_and(events = 21) FROM review.command_counts"))
                .isEqualTo("true");
        get(third.stop());
    }

    @Test
    void a_runner_whose_position_was_moved_reads_it_again() {
        var stream = newStream();
        append(stream, 1, 3);
        var runner = get(start());
        awaitCounted(3);

        database.execute(
                "BEGIN; UPDATE review.reader_positions SET next_offset = 0, store_sequence = 0;"
                        + " DELETE FROM review.command_counts; COMMIT");
        append(stream, 4, 4);

        awaitCounted(4);
        get(runner.stop());
    }

    @Test
    void a_redelivery_is_dropped() {
        var stream = new StreamId("h-1");
        var events =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(
                                n ->
                                        LogFixture.envelope(
                                                stream, n, new HoldExpired(new HoldId("h-1"))))
                        .toList();
        var runner = get(start());
        for (int sequence : List.of(1, 2, 1, 2, 3, 3)) {
            get(appender.append(events.get(sequence - 1), sequence));
        }

        await().untilAsserted(() -> assertThat(get(runner.lag())).isZero());
        awaitCounted(3);
        get(runner.stop());
    }

    @Test
    void a_poison_record_is_parked_and_reading_goes_on() {
        var stream = newStream();
        RawRecords.send(settings, EventFamily.SESSIONS.topic(), stream.value(), "not an event");
        append(stream, 1, 1);
        get(appender.append(nth(stream, 2_000_000)));
        append(stream, 2, 2);
        var runner = get(start());

        awaitCounted(2);
        assertThat(database.value("SELECT count(*) FROM review.parked_records")).isEqualTo("2");
        var live = get(ProjectionRunner.digest(pool, SCHEMA, COUNTS));
        get(ProjectionRunner.rebuild(vertx, settings, pool, SCHEMA, COUNTS));
        assertThat(get(ProjectionRunner.digest(pool, SCHEMA, COUNTS))).isEqualTo(live);
        get(runner.stop());
    }

    @Test
    void what_retention_took_from_recordings_is_passed_over() {
        var recordings = new CommandCounts(Set.of(EventFamily.RECORDINGS));
        var stream = newStream();
        var positions =
                IntStream.rangeClosed(1, 5)
                        .mapToObj(n -> get(appender.append(chunk(stream, n))))
                        .toList();
        RawRecords.forgetBefore(settings, positions.get(2));

        var runner = get(ProjectionRunner.start(vertx, settings, pool, SCHEMA, recordings));
        awaitCounted(3);
        get(ProjectionRunner.rebuild(vertx, settings, pool, SCHEMA, recordings));

        awaitCounted(3);
        get(appender.append(chunk(stream, 6)));
        awaitCounted(4);
        get(runner.stop());
    }

    private static Envelope<?> chunk(StreamId stream, int n) {
        var digest = new Digest("sha256:" + "0".repeat(64));
        return LogFixture.envelope(
                stream,
                n,
                new ResultChunk(
                        new SessionId(stream.value()),
                        new CommandId("c"),
                        n,
                        null,
                        digest,
                        "postgresql-3",
                        "QQ=="));
    }

    private Future<ProjectionRunner> start() {
        return ProjectionRunner.start(vertx, settings, pool, SCHEMA, COUNTS);
    }

    private void append(StreamId stream, int from, int to) {
        IntStream.rangeClosed(from, to)
                .mapToObj(n -> appender.append(nth(stream, n)))
                .toList()
                .forEach(LogFixture::get);
    }

    private void awaitCounted(int events) {
        await().untilAsserted(
                        () ->
                                assertThat(
                                                database.value(
                                                        "SELECT coalesce(sum(events), 0) FROM"
                                                                + " review.command_counts"))
                                        .isEqualTo(Integer.toString(events)));
    }
}
