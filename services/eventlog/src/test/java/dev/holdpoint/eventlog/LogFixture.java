package dev.holdpoint.eventlog;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.testkit.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the tests of this module share. */
public final class LogFixture {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** For tests in which no acknowledgement comes. */
    static final Duration SHORT = Duration.ofSeconds(5);

    private LogFixture() {}

    public static LogSettings settings(String bootstrapServers) {
        return settings(bootstrapServers, PATIENT);
    }

    static LogSettings settings(String bootstrapServers, Duration deadline) {
        return new LogSettings(bootstrapServers, "test", deadline, Map.of());
    }

    public static PgConnectOptions options(TestDatabase database) {
        return PgConnectOptions.fromUri(database.uri())
                .setUser(database.user())
                .setPassword(database.password());
    }

    public static Pool pool(Vertx vertx, TestDatabase database) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(5))
                .connectingTo(options(database))
                .using(vertx)
                .build();
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    public static StreamId newStream() {
        return new StreamId("s-" + UUID.randomUUID());
    }

    /** The nth event of a session's stream; {@code commands} tells them apart. */
    public static Envelope<?> nth(StreamId stream, long n) {
        return envelope(
                stream,
                n,
                new SessionClosed(new SessionId(stream.value()), SessionEnd.values()[0], n));
    }

    public static Envelope<?> envelope(StreamId stream, long sequence, HoldpointEvent event) {
        return new Envelope<>(
                new EventId(UUID.randomUUID().toString()),
                stream,
                sequence,
                NOON,
                Actor.service("proxy-edge"),
                "proxy-edge/test",
                null,
                event);
    }
}
