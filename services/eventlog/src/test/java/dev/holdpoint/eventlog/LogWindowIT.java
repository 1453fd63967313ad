package dev.holdpoint.eventlog;

import static dev.holdpoint.eventlog.LogFixture.get;
import static dev.holdpoint.eventlog.LogFixture.newStream;
import static dev.holdpoint.eventlog.LogFixture.nth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogWindowIT {
    private final Vertx vertx = Vertx.vertx();
    private TestBroker broker;
    private LogSettings settings;
    private KafkaEventAppender appender;

    @BeforeEach
    void start() {
        broker = TestInfrastructure.shared().startBroker();
        settings = LogFixture.settings(broker.bootstrapServers());
        get(Topics.ensure(vertx, settings, (short) 1));
        appender = new KafkaEventAppender(vertx, settings);
    }

    @AfterEach
    void stop() {
        appender.close();
        broker.close();
        get(vertx.close());
    }

    @Test
    void what_was_appended_between_two_moments_is_read_and_nothing_else() {
        append(newStream(), 3);
        var from = nextMoment();
        var inside = newStream();
        append(inside, 700);
        var to = nextMoment();
        append(newStream(), 3);

        var read = read(from, to);

        assertThat(read)
                .hasSize(700)
                .allSatisfy(r -> assertThat(r.key()).isEqualTo(inside.value()));
        assertThat(read)
                .extracting(record -> record.envelope().sequence())
                .isSorted()
                .startsWith(1L)
                .endsWith(700L);
    }

    @Test
    void streams_are_read_in_the_same_order_again() {
        for (int i = 0; i < 20; i++) {
            append(newStream(), 5);
        }

        var once = read(Instant.EPOCH, Instant.now().plusSeconds(60));
        var again = read(Instant.EPOCH, Instant.now().plusSeconds(60));

        assertThat(once).hasSize(100).isEqualTo(again);
        assertThat(once).extracting(record -> record.position().partition()).isSorted();
    }

    @Test
    void a_window_before_the_first_record_or_behind_the_last_has_nothing() {
        append(newStream(), 3);

        assertThat(read(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))).isEmpty();
        assertThat(read(Instant.now().plusSeconds(60), Instant.now().plusSeconds(120))).isEmpty();
    }

    @Test
    void a_log_that_does_not_answer_is_unavailable() {
        var nowhere = LogFixture.settings("nowhere");

        assertThatThrownBy(
                        () ->
                                LogWindow.open(
                                        nowhere, EventFamily.SESSIONS, Instant.EPOCH, Instant.MAX))
                .isInstanceOf(LogUnavailable.class);
    }

    private List<LoggedEvent> read(Instant from, Instant to) {
        var read = new ArrayList<LoggedEvent>();
        try (var window = LogWindow.open(settings, EventFamily.SESSIONS, from, to)) {
            while (!window.ended()) {
                read.addAll(window.poll());
            }
            assertThat(window.records()).isEqualTo(read.size());
            assertThat(window.poll()).isEmpty();
        }
        return read;
    }

    private void append(StreamId stream, int events) {
        for (int n = 1; n <= events; n++) {
            get(appender.append(nth(stream, n)));
        }
    }

    /** A moment of the log's clock, which counts milliseconds, that nothing was appended in. */
    private static Instant nextMoment() {
        var before = Instant.now();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> Instant.now().isAfter(before.plusMillis(2)));
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
