package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.contract.DecisionQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Puts decided commands on the log as an edge does. */
final class Records implements AutoCloseable {
    private static final int TOGETHER = 1_000;
    private static final int PER_SESSION = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Digest DIGEST = new Digest("sha256:" + "5c".repeat(32));

    private final Vertx vertx = Vertx.vertx();
    private final KafkaEventAppender appender;
    private final List<DecisionQuery> questions = Questions.all();
    private final Decision decision;
    private final String run = UUID.randomUUID().toString();

    /**
     * @param decision what policy-service says of each of them
     */
    Records(String kafka, Decision decision) {
        this.decision = decision;
        this.appender =
                new KafkaEventAppender(
                        vertx, new LogSettings(kafka, "benchmark", DEADLINE, Map.of()));
    }

    /** Returns once so many are acknowledged. */
    void write(int commands) {
        for (int from = 0; from < commands; from += TOGETHER) {
            var appended =
                    IntStream.range(from, Math.min(from + TOGETHER, commands))
                            .mapToObj(number -> appender.append(decided(number)))
                            .toList();
            Future.all(appended).toCompletionStage().toCompletableFuture().join();
        }
    }

    private Envelope<CommandDecided> decided(int number) {
        var asked = questions.get(number % questions.size());
        var session = "%s-%d".formatted(run, number / PER_SESSION);
        return new Envelope<>(
                new EventId(UUID.randomUUID().toString()),
                new StreamId(session),
                number % PER_SESSION + 1L,
                Instant.now(),
                Actor.of(asked.principal().id()),
                "proxy-edge/benchmark",
                null,
                new CommandDecided(
                        new SessionId(session),
                        new CommandId("c-%s-%d".formatted(run, number)),
                        asked.principal(),
                        asked.target(),
                        DIGEST,
                        "SELECT abalance FROM pgbench_accounts WHERE aid = $1",
                        List.of("4711"),
                        asked.facts(),
                        asked.use(),
                        null,
                        Map.of(),
                        decision,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Override
    public void close() {
        appender.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
