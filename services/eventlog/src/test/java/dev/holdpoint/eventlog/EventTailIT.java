package dev.holdpoint.eventlog;

import static dev.holdpoint.eventlog.LogFixture.get;
import static dev.holdpoint.eventlog.LogFixture.newStream;
import static dev.holdpoint.eventlog.LogFixture.nth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTailIT {
    private final Vertx vertx = Vertx.vertx();
    private final LogSettings settings =
            LogFixture.settings(TestInfrastructure.shared().bootstrapServers());
    private KafkaEventAppender appender;

    @BeforeEach
    void start() {
        get(Topics.ensure(vertx, settings, (short) 1));
        appender = new KafkaEventAppender(vertx, settings);
    }

    @AfterEach
    void stop() {
        appender.close();
        get(vertx.close());
    }

    @Test
    void topics_may_be_there_already() {
        get(Topics.ensure(vertx, settings, (short) 1));

        assertThat(get(LogReader.endOffsets(vertx, settings, Set.of(EventFamily.values()))))
                .hasSize(6 + 6 + 3 + 1 + 1);
    }

    @Test
    void what_is_appended_is_tailed_in_order_as_it_was() {
        var stream = newStream();
        var seen = new CopyOnWriteArrayList<Envelope<?>>();
        get(appender.append(nth(newStream(), 1)));
        var tail = get(tail(event -> seen.add(event.envelope())));
        var sent =
                LongStream.rangeClosed(1, 500).<Envelope<?>>mapToObj(n -> nth(stream, n)).toList();

        var positions = sent.stream().map(appender::append).toList();

        assertThat(positions.stream().map(LogFixture::get).map(Position::offset)).isSorted();
        await().untilAsserted(() -> assertThat(seen).isEqualTo(sent));
        get(tail.stop());
    }

    @Test
    void an_event_whose_handler_failed_comes_again_before_the_next() {
        var stream = newStream();
        var offered = new CopyOnWriteArrayList<Long>();
        var failures = new AtomicInteger(2);
        var tail =
                get(
                        EventTail.fromEnd(
                                vertx,
                                settings,
                                Set.of(EventFamily.SESSIONS),
                                event -> {
                                    offered.add(event.envelope().sequence());
                                    return failures.getAndDecrement() > 0
                                            ? Future.failedFuture("not now")
                                            : Future.succeededFuture();
                                }));

        get(appender.append(nth(stream, 1)));
        get(appender.append(nth(stream, 2)));

        await().untilAsserted(() -> assertThat(offered).containsExactly(1L, 1L, 1L, 2L));
        get(tail.stop());
    }

    @Test
    void a_range_ends_where_the_log_ended_at_the_call() {
        var stream = newStream();
        var position = get(appender.append(nth(stream, 1)));
        get(appender.append(nth(stream, 2)));
        var read = new ArrayList<LoggedEvent>();
        var from = new LogPartition(position.topic(), position.partition());

        get(
                LogReader.readRange(
                        vertx,
                        settings,
                        Map.of(from, position.offset()),
                        events -> {
                            read.addAll(events);
                            return Future.succeededFuture();
                        }));

        assertThat(read)
                .extracting(LoggedEvent::key)
                .isEqualTo(List.of(stream.value(), stream.value()));
        assertThat(read.getFirst().headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("content-type", "application/json")
                .containsEntry("ce_partitionkey", stream.value())
                .containsEntry("ce_sequence", "1");
    }

    private Future<EventTail> tail(Consumer<LoggedEvent> handler) {
        return EventTail.fromEnd(
                vertx,
                settings,
                Set.of(EventFamily.SESSIONS),
                event -> {
                    handler.accept(event);
                    return Future.succeededFuture();
                });
    }
}
