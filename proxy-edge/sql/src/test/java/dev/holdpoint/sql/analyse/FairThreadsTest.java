package dev.holdpoint.sql.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two threads, of which nobody has more than one, and a place for one task that waits. */
class FairThreadsTest {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FairThreads<String> threads =
            new FairThreads<>(
                    new FairThreads.Bounds(2, 1, Duration.ofMinutes(1)),
                    Thread.ofPlatform().daemon().factory(),
                    timer);

    @AfterEach
    void stop() {
        over.countDown();
        threads.close();
        timer.shutdownNow();
    }

    @Test
    void a_thread_that_is_free_serves_whoever_may_have_it_while_another_waits_behind_itself() {
        var running = submit("greedy", this::untilOver);
        var behind = submit("greedy", () -> "behind");

        assertThat(submit("other", () -> "served")).succeedsWithin(AMPLE).isEqualTo("served");

        assertThat(behind).isNotDone();
        over.countDown();
        assertThat(running).succeedsWithin(AMPLE).isEqualTo("over");
        assertThat(behind).succeedsWithin(AMPLE).isEqualTo("behind");
    }

    @Test
    void who_finds_no_thread_and_no_place_is_told_at_once() {
        var running = submit("greedy", this::untilOver);
        var behind = submit("greedy", () -> "behind");

        assertThat(submit("greedy", () -> "served")).isCompletedWithValue("TOO_MANY");

        assertThat(running).isNotDone();
        assertThat(behind).isNotDone();
    }

    private CompletableFuture<String> submit(String owner, Supplier<String> work) {
        return threads.submit(owner, work, Enum::name).toCompletableFuture();
    }

    private String untilOver() {
        try {
            over.await();
            return "over";
        } catch (InterruptedException stopped) {
            return "stopped";
        }
    }
}
