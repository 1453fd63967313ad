package dev.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.passage.Abandoned;
import dev.holdpoint.policy.passage.Bounds;
import dev.holdpoint.policy.passage.Passes;
import dev.holdpoint.policy.passage.Progress;
import dev.holdpoint.policy.passage.Watcher;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.Seals;
import dev.holdpoint.policy.simulate.Draft;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Simulation;
import dev.holdpoint.policy.simulate.Simulations;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Simulations of a real log that are watched, left, crowded and out of time, by a made-up clock.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PassesIT {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int COMMANDS = 40;

    private static final int SLICES = 6;

    @Inject Rulebooks rulebooks;
    @Inject Vertx vertx;
    @Inject Seals seals;

    @Inject
    @ReactiveDataSource("policy")
    Pool pool;

    @Inject
    @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers")
    String brokers;

    private final List<Progress> seen = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private Selection selection;

    @BeforeEach
    void recordSomeCommands() throws Exception {
        try (var agent = new RecordedAgent(rulebooks, vertx)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> agent.decide(Effect.READ) instanceof Decision.Allow);
            var from = Instant.now();
            for (int i = 0; i < COMMANDS; i++) {
                agent.record(Effect.READ);
            }
            var who = agent.agent().id().toString();
            selection = new Selection(from, Instant.now().plusMillis(1), who, null);
        }
    }

    @Test
    void progress_is_told_again_and_again_while_it_reads() throws Exception {
        var result =
                get(simulate(simulations(slices(), this::hasty), watcher(_ -> {}, () -> false)));

        assertThat(result.complete()).isTrue();
        assertThat(result.upTo()).isEqualTo(selection.to());
        assertThat(result.commands()).isEqualTo(COMMANDS);
        assertThat(result.unchanged()).isEqualTo(COMMANDS);
        assertThat(seen).extracting(Progress::commands).isSorted().endsWith((long) COMMANDS);
        assertThat(seen).extracting(Progress::read).isSorted();
        assertThat(seen).anyMatch(word -> word.commands() > 0 && word.commands() < COMMANDS);
    }

    @Test
    void who_leaves_ends_it() {
        var run = simulate(simulations(slices(), this::hasty), watcher(_ -> {}, this::isAnySeen));

        assertThatThrownBy(() -> get(run))
                .hasCauseInstanceOf(Abandoned.class)
                .hasMessageContaining("Nobody waits for it any more.");
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().commands()).isLessThan(COMMANDS);
    }

    @Test
    void who_has_left_before_it_begins_has_nothing_read_not_even_what_was_in_force() {
        var run = simulate(simulations(slices(), this::hasty), watcher(_ -> {}, () -> true));

        assertThatThrownBy(() -> get(run)).hasMessageContaining("Nobody waits for it any more.");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_second_one_at_once_is_refused_and_the_first_goes_on() throws Exception {
        var simulations = simulations(slices(), this::hasty);
        var begun = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var first =
                simulate(
                        simulations,
                        watcher(
                                _ -> {
                                    begun.countDown();
                                    waitFor(asked);
                                },
                                () -> false));
        waitFor(begun);

        assertThatThrownBy(() -> get(simulate(simulations, Watcher.PATIENT)))
                .hasMessageContaining("Another simulation is running");
        asked.countDown();
        assertThat(get(first).commands()).isEqualTo(COMMANDS);
        assertThat(get(simulate(simulations, Watcher.PATIENT)).commands()).isEqualTo(COMMANDS);
    }

    @Test
    void what_there_is_time_for_is_told_up_to_a_moment_and_the_rest_can_be_asked_for()
            throws Exception {
        var late = watcher(word -> clock.set(word.commands() > 0 ? late() : 0), () -> false);

        var part = get(simulate(simulations(slices(), clock::get), late));

        assertThat(part.complete()).isFalse();
        assertThat(part.upTo()).isAfter(selection.from()).isBefore(selection.to());
        assertThat(part.commands()).isPositive().isLessThan(COMMANDS);
        assertThat(part.unchanged()).isEqualTo(part.commands());
        clock.set(0);
        selection = new Selection(part.upTo(), selection.to(), selection.principal(), null);
        var rest = get(simulate(simulations(Bounds.within(LIMIT), clock::get), Watcher.PATIENT));
        assertThat(rest.complete()).isTrue();
        assertThat(rest.commands()).isEqualTo(COMMANDS - part.commands());
    }

    @Test
    void without_time_for_a_first_part_there_is_no_result() {
        var run = simulate(simulations(Bounds.within(LIMIT), this::leaping), Watcher.PATIENT);

        assertThatThrownBy(() -> get(run))
                .hasCauseInstanceOf(Abandoned.class)
                .hasMessageContaining("It took longer than 600 seconds: ask for a shorter window.");
    }

    /** However few records there are, the window is read in so many slices. */
    private Bounds slices() {
        var window = Duration.between(selection.from(), selection.to());
        return new Bounds(LIMIT, 1, window.dividedBy(SLICES));
    }

    private Simulations simulations(Bounds bounds, LongSupplier nanoTime) {
        var log = new LogSettings(brokers, "test", Duration.ofSeconds(20), Map.of());
        var store = PolicyParts.store(pool);
        return new Simulations(new Passes(vertx, log, store, seals, bounds, nanoTime));
    }

    private Future<Simulation> simulate(Simulations simulations, Watcher watcher) {
        var revision = Objects.requireNonNull(rulebooks.current().revision());
        return simulations.run(
                new Draft(revision.policies(), Map.of(), Map.of()), selection, watcher);
    }

    private Watcher watcher(Consumer<Progress> see, BooleanSupplier hasLeft) {
        return new Watcher() {
            @Override
            public void see(Progress progress) {
                seen.add(progress);
                see.accept(progress);
            }

            @Override
            public boolean hasLeft() {
                return hasLeft.getAsBoolean();
            }
        };
    }

    private boolean isAnySeen() {
        return !seen.isEmpty();
    }

    /** Whenever it is asked it is half a second later, and time for a word. */
    private long hasty() {
        return clock.addAndGet(Duration.ofMillis(500).toNanos()) % LIMIT.toNanos();
    }

    private long leaping() {
        return clock.addAndGet(LIMIT.toNanos() / 10);
    }

    private static long late() {
        return LIMIT.plusSeconds(1).toNanos();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
