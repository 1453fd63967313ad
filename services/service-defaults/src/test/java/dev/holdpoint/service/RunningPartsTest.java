package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningPartsTest {
    private final Vertx vertx = Vertx.vertx();
    private final RunningParts parts = new RunningParts(vertx, Duration.ofMillis(1));
    private final List<String> ended = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        result(vertx.close());
    }

    @Test
    void parts_end_in_the_opposite_order_of_their_starts() throws Exception {
        result(keep("store"));
        result(keep("relay"));

        parts.close();
        parts.close();

        assertThat(ended).containsExactly("relay", "store");
    }

    @Test
    void a_start_that_fails_or_throws_is_tried_again() throws Exception {
        var attempts = new AtomicInteger();

        var started =
                parts.done(
                        "log",
                        () ->
                                switch (attempts.incrementAndGet()) {
                                    case 1 -> throw new IllegalStateException("no such host");
                                    case 2 -> Future.failedFuture("no broker");
                                    default -> Future.succeededFuture("up");
                                });

        assertThat(result(started)).isEqualTo("up");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void after_the_stop_nothing_is_tried_again() {
        parts.close();

        var started = parts.done("log", () -> Future.failedFuture("no broker"));

        assertThat(started.failed()).isTrue();
        assertThat(parts.closed()).isTrue();
    }

    @Test
    void a_part_that_comes_up_after_the_stop_is_ended_at_once() {
        Promise<String> slow = Promise.promise();
        var started = parts.keep("tail", slow::future, ended::add);

        parts.close();
        slow.complete("tail");

        assertThat(started.succeeded()).isTrue();
        assertThat(ended).containsExactly("tail");
    }

    @Test
    void a_part_that_does_not_end_keeps_no_other_from_ending() throws Exception {
        result(keep("store"));
        result(
                parts.keep(
                        "tail",
                        () -> Future.succeededFuture("tail"),
                        _ -> {
                            throw new IllegalStateException("stuck");
                        }));

        parts.close();

        assertThat(ended).containsExactly("store");
    }

    private Future<String> keep(String name) {
        return parts.keep(name, () -> Future.succeededFuture(name), ended::add);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
