package dev.holdpoint.edge.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RevisionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldStewardTest {
    private static final HoldId HOLD = new HoldId("hold-1");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Ticket TICKET =
            new Ticket(
                    HOLD,
                    NOON.plusSeconds(60),
                    HoldTerms.DEFAULT_WINDOW_SECONDS,
                    "http://holds/hold-1");
    private static final Settlement RELEASED = new Settlement.Released();

    private final Vertx vertx = Vertx.vertx();
    private final HoldRoom room = new HoldRoom();
    private final List<Instant> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        result(vertx.close());
    }

    @Test
    void the_client_is_told_at_once_until_when_it_waits() {
        var steward =
                new HoldSteward(
                        vertx, InstantSource.fixed(NOON), room, hold -> "http://holds/" + hold);

        var waiting = attend(steward);

        assertThat(told).containsExactly(NOON.plusSeconds(60));
        assertThat(waiting.isComplete()).isFalse();
    }

    @Test
    void a_hold_nobody_settles_expires_by_the_edges_own_clock() throws Exception {
        var late = NOON.plus(Duration.ofHours(1));
        var clock = List.of(NOON, late).iterator();
        var steward = new HoldSteward(vertx, clock::next, room, hold -> "http://holds/" + hold);

        assertThat(result(attend(steward))).isEqualTo(new Settlement.Expired());
        assertThat(room.size()).isZero();
    }

    @Test
    void a_settlement_from_another_thread_arrives_on_the_context_that_waits() throws Exception {
        var steward =
                new HoldSteward(
                        vertx, InstantSource.fixed(NOON), room, hold -> "http://holds/" + hold);
        var arrived = new CompletableFuture<Boolean>();
        var context = vertx.getOrCreateContext();
        context.runOnContext(
                _ -> {
                    attend(steward)
                            .onSuccess(
                                    _ -> arrived.complete(context.equals(Vertx.currentContext())));
                    vertx.executeBlocking(
                            () -> {
                                room.settle(HOLD, RELEASED);
                                return null;
                            });
                });

        assertThat(arrived.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_client_that_may_wait_for_less_than_the_hold_lasts_is_let_go_earlier() throws Exception {
        var steward =
                new HoldSteward(
                        vertx, InstantSource.fixed(NOON), room, hold -> "http://holds/" + hold);

        assertThat(result(attend(steward, Duration.ofMillis(20))))
                .isEqualTo(new Settlement.WaitedEnough(TICKET));
        assertThat(told).hasSize(1);
        assertThat(room.size()).isZero();
    }

    @Test
    void a_client_that_may_not_wait_is_not_told_to() {
        var steward =
                new HoldSteward(
                        vertx, InstantSource.fixed(NOON), room, hold -> "http://holds/" + hold);

        assertThat(attend(steward, Duration.ZERO).result())
                .isEqualTo(new Settlement.WaitedEnough(TICKET));
        assertThat(told).isEmpty();
    }

    private Future<Settlement> attend(HoldSteward steward) {
        return attend(steward, Duration.ofSeconds(60));
    }

    private Future<Settlement> attend(HoldSteward steward, Duration limit) {
        return steward.attend(
                HOLD, why(), limit, steward.enter(HOLD), (_, _, expiresAt) -> told.add(expiresAt));
    }

    private static Decision.Hold why() {
        var quorum = List.of(new HoldTerms.QuorumPart("dba", 1));
        return new Decision.Hold(
                new RevisionId("sha256:r1"),
                List.of("payments/writes"),
                "A dba looks.",
                HoldTerms.waiting(quorum, 60, false, new InTransaction.Deny()));
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
