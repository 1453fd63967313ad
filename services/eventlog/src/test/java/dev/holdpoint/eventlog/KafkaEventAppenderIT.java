package dev.holdpoint.eventlog;

import static dev.holdpoint.eventlog.LogFixture.get;
import static dev.holdpoint.eventlog.LogFixture.newStream;
import static dev.holdpoint.eventlog.LogFixture.nth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventAppenderIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    @Test
    void with_the_broker_stopped_every_append_fails() {
        var broker = TestInfrastructure.shared().startBroker();
        var settings = LogFixture.settings(broker.bootstrapServers(), LogFixture.SHORT);
        get(Topics.ensure(vertx, settings, (short) 1));
        try (var appender = new KafkaEventAppender(vertx, settings)) {
            get(appender.append(nth(newStream(), 1)));
            broker.close();

            assertThatAppendsFail(appender);
        }
    }

    @Test
    void with_no_broker_from_the_start_every_append_fails() {
        try (var appender =
                new KafkaEventAppender(
                        vertx, LogFixture.settings("127.0.0.1:1", LogFixture.SHORT))) {
            assertThatAppendsFail(appender);
        }
    }

    private static void assertThatAppendsFail(KafkaEventAppender appender) {
        var stream = newStream();
        var appends =
                IntStream.rangeClosed(1, 20)
                        .mapToObj(n -> appender.append(nth(stream, n)))
                        .toList();

        assertThat(appends)
                .allSatisfy(
                        append ->
                                assertThatThrownBy(() -> get(append))
                                        .isInstanceOf(LogUnavailable.class));
    }

    @Test
    void the_answer_comes_on_the_callers_context() throws Exception {
        var settings = LogFixture.settings(TestInfrastructure.shared().bootstrapServers());
        get(Topics.ensure(vertx, settings, (short) 1));
        try (var appender = new KafkaEventAppender(vertx, settings)) {
            var answeredOn = new CompletableFuture<Context>();
            var caller = vertx.getOrCreateContext();
            caller.runOnContext(
                    _ ->
                            appender.append(nth(newStream(), 1))
                                    .onComplete(_ -> answeredOn.complete(Vertx.currentContext())));

            assertThat(answeredOn.get()).isSameAs(caller);
        }
    }

    @Test
    void after_close_nothing_is_appended() {
        var settings = LogFixture.settings(TestInfrastructure.shared().bootstrapServers());
        var appender = new KafkaEventAppender(vertx, settings);
        appender.close();

        assertThatThrownBy(() -> get(appender.append(nth(newStream(), 1))))
                .isInstanceOf(LogUnavailable.class);
    }
}
