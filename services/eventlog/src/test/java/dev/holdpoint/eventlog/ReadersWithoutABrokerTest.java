package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.EventFamily;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An address no client can be made for fails the start, as an answer and not as an exception. */
class ReadersWithoutABrokerTest {
    private static final LogSettings NOWHERE = LogFixture.settings("nowhere");
    private static final Set<EventFamily> FAMILIES = Set.of(EventFamily.SESSIONS);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        LogFixture.get(vertx.close());
    }

    @Test
    void a_tail_does_not_start() {
        assertUnavailable(
                EventTail.fromEnd(vertx, NOWHERE, FAMILIES, _ -> Future.succeededFuture()));
    }

    @Test
    void a_group_is_not_joined() {
        assertUnavailable(
                GroupReader.start(
                        vertx,
                        NOWHERE,
                        "group",
                        FAMILIES,
                        (_, _) -> Future.succeededFuture(0L),
                        _ -> Future.succeededFuture()));
    }

    @Test
    void a_range_is_not_read() {
        assertUnavailable(
                LogReader.readRange(
                        vertx,
                        NOWHERE,
                        Map.of(new LogPartition("holdpoint.sessions", 0), 0L),
                        _ -> Future.succeededFuture()));
    }

    @Test
    void an_end_is_not_found() {
        assertUnavailable(LogReader.endOffsets(vertx, NOWHERE, FAMILIES));
    }

    private static void assertUnavailable(Future<?> start) {
        assertThatThrownBy(() -> LogFixture.get(start)).isInstanceOf(LogUnavailable.class);
    }
}
