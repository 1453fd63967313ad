package dev.holdpoint.edge.app.log;

import static dev.holdpoint.edge.app.log.Sample.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.testkit.FixedIds;
import dev.holdpoint.testkit.TickingClock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private static final LogPartition PARTITION = new LogPartition("holdpoint.sessions", 3);
    private static final int OFTEN = 200_000;
    private static final long NONE = Long.MAX_VALUE;

    private final AtomicLong offsets = new AtomicLong();
    private final OpenStreams streams =
            new OpenStreams(
                    new Stamp(
                            new FixedIds("e"),
                            new TickingClock(Instant.parse("2026-11-21T06:00:00Z")),
                            "proxy-edge/edge-1"),
                    (_, _) ->
                            io.vertx.core.Future.succeededFuture(
                                    new Position(
                                            PARTITION.topic(),
                                            PARTITION.partition(),
                                            offsets.getAndIncrement())),
                    (_, _) -> io.vertx.core.Future.failedFuture("nothing is recorded"));
    private final AtomicLong open = new AtomicLong(NONE);
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void no_session_opened_meanwhile_begins_before_where_reading_starts() throws Exception {
        streams.startAt(Map.of(PARTITION, 0L));
        var opening = Thread.ofPlatform().start(this::openAndClose);
        try {
            for (int i = 0; i < OFTEN; i++) {
                long low = streams.lowWater().getOrDefault(PARTITION, 0L);
                assertThat(open.get()).isGreaterThanOrEqualTo(low);
            }
        } finally {
            over.set(true);
            opening.join();
        }
    }

    private void openAndClose() {
        while (!over.get()) {
            long first = offsets.get();
            var session = new SessionId("s-" + first);
            streams.open(session, Actor.of(Sample.ALICE.id())).append(opened(session, "edge-1"));
            open.set(first);
            Thread.yield();
            open.set(NONE);
            streams.closed(session);
        }
    }
}
