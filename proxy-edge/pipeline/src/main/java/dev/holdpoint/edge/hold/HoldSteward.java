package dev.holdpoint.edge.hold;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps a held command waiting: tells its client, again and again, and watches the clock. */
public final class HoldSteward {
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    /**
     * Approval-service expires a hold by its own clock; this is how much later the edge gives up.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final InstantSource clock;
    private final HoldRoom room;

    public HoldSteward(Vertx vertx, InstantSource clock, HoldRoom room) {
        this.vertx = vertx;
        this.clock = clock;
        this.room = room;
    }

    /** Enters the room; call before the hold can be known to anybody else. */
    public Future<Settlement> enter(HoldId hold) {
        return room.enter(hold);
    }

    /** Gives up waiting: the hold never came to be, or its time is over. */
    public void leave(HoldId hold) {
        room.settle(hold, new Settlement.Expired());
    }

    /**
     * Tells the client now and every ten seconds until the hold settles or expires here; nothing if
     * it is settled already, because the client left while the hold was recorded.
     */
    public Future<Settlement> attend(
            HoldId hold, Decision.Hold why, Future<Settlement> settlement, HeldClient client) {
        if (settlement.isComplete()) {
            return settlement;
        }
        var expiresAt = clock.instant().plusSeconds(why.terms().expiresAfterSeconds());
        client.told(hold, why, expiresAt);
        long telling =
                vertx.setPeriodic(TELL_EVERY.toMillis(), _ -> client.told(hold, why, expiresAt));
        long expiry = vertx.setTimer(millisUntil(expiresAt), _ -> leave(hold));
        return settlement.onComplete(
                _ -> {
                    vertx.cancelTimer(telling);
                    vertx.cancelTimer(expiry);
                });
    }

    private long millisUntil(Instant expiresAt) {
        var wait = Duration.between(clock.instant(), expiresAt).plus(PATIENCE);
        return Math.max(1, wait.toMillis());
    }
}
