package dev.holdpoint.edge.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final IllegalStateException LATE = new IllegalStateException("late");

    private final Vertx vertx = Vertx.vertx();
    private final Deadlines deadlines = new Deadlines(vertx, Duration.ofMillis(150));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_promise_nobody_keeps_fails_with_what_was_said_it_would() {
        var forgotten = watched();

        await().until(forgotten.future()::isComplete);

        assertThat(forgotten.future().cause()).isSameAs(LATE);
    }

    @Test
    void a_promise_that_is_kept_stays_kept() {
        var kept = watched();
        kept.complete();
        var forgotten = watched();

        await().until(forgotten.future()::isComplete);

        assertThat(kept.future().succeeded()).isTrue();
    }

    @Test
    void a_kept_promise_behind_one_that_is_not_changes_nothing() {
        var first = watched();
        var behind = watched();
        behind.complete();
        var last = watched();

        await().until(() -> Stream.of(first, last).allMatch(each -> each.future().failed()));

        assertThat(behind.future().succeeded()).isTrue();
    }

    @Test
    void after_a_quiet_time_it_watches_again() {
        var first = watched();
        await().until(first.future()::isComplete);

        var second = watched();

        await().until(second.future()::isComplete);
        assertThat(second.future().failed()).isTrue();
    }

    private Promise<Void> watched() {
        Promise<Void> promise = Promise.promise();
        deadlines.watch(promise, LATE);
        return promise;
    }
}
