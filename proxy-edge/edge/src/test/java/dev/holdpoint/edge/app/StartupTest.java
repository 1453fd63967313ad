package dev.holdpoint.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.app.Startup.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final Vertx vertx = Vertx.vertx();
    private final Promise<Void> first = Promise.promise();
    private final AtomicInteger second = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_part_is_not_begun_before_the_one_before_it_is_up() {
        var begun = new AtomicInteger();
        var startup =
                startup(
                        () -> {
                            begun.incrementAndGet();
                            return first.future();
                        });
        Awaitility.await().until(() -> begun.get() == 1);
        assertThat(startup.missing()).contains("first");
        assertThat(second).hasValue(0);

        first.complete();
        Awaitility.await().until(() -> startup.missing().isEmpty());
        assertThat(second).hasValue(1);
    }

    @Test
    void a_part_that_fails_is_tried_again_and_says_why_it_is_missing() {
        var attempts = new AtomicInteger();
        var startup =
                startup(
                        () ->
                                attempts.getAndIncrement() == 0
                                        ? Future.failedFuture("no broker")
                                        : first.future());
        Awaitility.await().until(() -> attempts.get() == 2);
        assertThat(startup.missing()).contains("first: no broker");
        assertThat(second).hasValue(0);

        first.complete();
        Awaitility.await().until(() -> startup.missing().isEmpty());
    }

    @Test
    void nothing_is_begun_once_it_is_stopped() {
        var startup = startup(first::future);
        Awaitility.await().until(() -> startup.missing().isPresent());
        startup.stop();
        first.complete();
        Awaitility.await().until(() -> startup.missing().equals(Optional.of("second")));
        assertThat(second).hasValue(0);
    }

    private Startup startup(Supplier<Future<?>> up) {
        var startup =
                new Startup(
                        vertx,
                        List.of(
                                new Step("first", up),
                                new Step(
                                        "second",
                                        () -> {
                                            second.incrementAndGet();
                                            return Future.succeededFuture();
                                        })));
        startup.begin();
        return startup;
    }
}
