package dev.holdpoint.eventlog;

import static dev.holdpoint.eventlog.LogFixture.envelope;
import static dev.holdpoint.eventlog.LogFixture.get;
import static dev.holdpoint.eventlog.LogFixture.newStream;
import static dev.holdpoint.eventlog.LogFixture.nth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lands of a stream whose events follow one another without waiting. */
class StreamOrderIT {
    private static final String TOPIC = EventFamily.SESSIONS.topic();
    private static final int TOO_LARGE = 200_000;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger opened = new AtomicInteger();

    /** Which attempt to make a producer fails; 0 for none. */
    private volatile int failing;

    private TestBroker broker;
    private LogSettings settings;
    private KafkaEventAppender appender;

    @BeforeEach
    void start() {
        broker = TestInfrastructure.shared().startBroker();
        settings = LogFixture.settings(broker.bootstrapServers());
        get(Topics.ensure(vertx, settings, (short) 1));
        appender = new KafkaEventAppender(vertx, settings, this::producer);
    }

    private KafkaProducer<String, byte[]> producer() {
        if (opened.incrementAndGet() == failing) {
            throw new KafkaException("no producer this time");
        }
        return Clients.producer(settings);
    }

    @AfterEach
    void stop() {
        appender.close();
        broker.close();
        get(vertx.close());
    }

    @Test
    void events_that_do_not_wait_for_one_another_land_in_order() {
        var stream = newStream();
        var order = new StreamOrder();

        var positions =
                IntStream.rangeClosed(1, 500)
                        .mapToObj(n -> appender.append(nth(stream, n), order))
                        .map(LogFixture::get)
                        .toList();

        assertThat(positions)
                .extracting(Position::partition)
                .containsOnly(positions.getFirst().partition());
        assertThat(positions).extracting(Position::offset).isSorted();
    }

    @Test
    void behind_an_event_the_log_refuses_nothing_of_its_stream_lands() throws Exception {
        get(appender.append(nth(newStream(), 1)));
        limitRecords();
        long before = landed();
        var stream = newStream();
        var order = new StreamOrder();

        var first = appender.append(nth(stream, 1), order);
        var refused = appender.append(large(stream, 2), order);
        var behind =
                IntStream.rangeClosed(3, 50)
                        .<Future<Position>>mapToObj(n -> appender.append(nth(stream, n), order))
                        .toList();

        get(first);
        assertFails(refused);
        assertThat(behind).allSatisfy(StreamOrderIT::assertFails);
        assertFails(appender.append(nth(stream, 51), order));
        assertThat(landed()).as("the one before it").isEqualTo(before + 1);
    }

    @Test
    void other_streams_are_appended_again_soon_after() throws Exception {
        cut();

        await().ignoreExceptionsInstanceOf(LogUnavailable.class)
                .until(() -> get(appender.append(nth(newStream(), 1))) != null);
        assertThat(opened).hasValue(2);
    }

    @Test
    void a_new_producer_that_cannot_be_made_is_tried_again() throws Exception {
        failing = 2;
        cut();

        await().ignoreExceptionsInstanceOf(LogUnavailable.class)
                .until(() -> get(appender.append(nth(newStream(), 1))) != null);
        assertThat(opened).hasValue(3);
    }

    /** Has an event refused that another is under way behind. */
    private void cut() throws Exception {
        get(appender.append(nth(newStream(), 1)));
        limitRecords();
        var stream = newStream();
        var order = new StreamOrder();
        var refused = appender.append(large(stream, 1), order);
        var behind = appender.append(nth(stream, 2), order);
        assertFails(refused);
        assertFails(behind);
    }

    @Test
    void an_event_that_fails_with_none_behind_it_costs_other_streams_nothing() throws Exception {
        get(appender.append(nth(newStream(), 1)));
        limitRecords();

        assertFails(appender.append(large(newStream(), 1)));

        get(appender.append(nth(newStream(), 1)));
    }

    private static void assertFails(Future<Position> append) {
        assertThatThrownBy(() -> get(append)).isInstanceOf(LogUnavailable.class);
    }

    private static Envelope<?> large(StreamId stream, long n) {
        return envelope(
                stream,
                n,
                new CommandRefused(
                        new SessionId(stream.value()),
                        new CommandId("c"),
                        RefusalCode.LOG_UNAVAILABLE,
                        "x".repeat(TOO_LARGE)));
    }

    /** From now on the broker takes no record as large as {@link #large}. */
    private void limitRecords() throws ExecutionException, InterruptedException {
        try (var admin = Clients.admin(settings)) {
            var limit =
                    new AlterConfigOp(
                            new ConfigEntry("max.message.bytes", Integer.toString(TOO_LARGE / 2)),
                            AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, TOPIC),
                                    List.of(limit)))
                    .all()
                    .get();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> isRefused(appender.append(large(newStream(), 1))));
    }

    private static boolean isRefused(Future<Position> append) {
        try {
            get(append);
            return false;
        } catch (LogUnavailable refused) {
            return true;
        }
    }

    private long landed() {
        try (var consumer = Clients.consumer(settings, "count", null)) {
            var partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(each -> new TopicPartition(TOPIC, each.partition()))
                            .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
