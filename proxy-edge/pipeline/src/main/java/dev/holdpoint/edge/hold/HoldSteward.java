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
    private final HoldLinks links;

    /**
     * @param links where people vote, for the client's notices
     */
    public HoldSteward(Vertx vertx, InstantSource clock, HoldRoom room, HoldLinks links) {
        this.vertx = vertx;
        this.clock = clock;
        this.room = room;
        this.links = links;
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
     * Tells the client now and every ten seconds until the hold settles, expires here, or the
     * client has waited for {@code limit}. Nothing is told if there is nothing to wait for: no
     * time, or a hold settled already, because the client left while it was recorded.
     */
    public Future<Settlement> attend(
            HoldId hold,
            Decision.Hold why,
            Duration limit,
            Future<Settlement> settlement,
            HeldClient client) {
        var expiresAt = clock.instant().plusSeconds(why.terms().expiresAfterSeconds());
        if (limit.isZero()) {
            room.settle(hold, new Settlement.WaitedEnough(ticket(hold, why, expiresAt)));
        }
        if (limit.isZero() || settlement.isComplete()) {
            return settlement;
        }
        client.told(hold, why, expiresAt);
        long telling =
                vertx.setPeriodic(TELL_EVERY.toMillis(), _ -> client.told(hold, why, expiresAt));
        long end =
                vertx.setTimer(
                        millis(limit, why, expiresAt), _ -> end(hold, limit, why, expiresAt));
        return settlement.onComplete(
                _ -> {
                    vertx.cancelTimer(telling);
                    vertx.cancelTimer(end);
                });
    }

    private long millis(Duration limit, Decision.Hold why, Instant expiresAt) {
        var wait =
                outlasts(limit, why)
                        ? Duration.between(clock.instant(), expiresAt).plus(PATIENCE)
                        : limit;
        return Math.max(1, wait.toMillis());
    }

    private void end(HoldId hold, Duration limit, Decision.Hold why, Instant expiresAt) {
        room.settle(
                hold,
                outlasts(limit, why)
                        ? new Settlement.Expired()
                        : new Settlement.WaitedEnough(ticket(hold, why, expiresAt)));
    }

    private Ticket ticket(HoldId hold, Decision.Hold why, Instant expiresAt) {
        return new Ticket(hold, expiresAt, why.terms().windowSeconds(), links.of(hold));
    }

    private static boolean outlasts(Duration limit, Decision.Hold why) {
        return limit.toSeconds() >= why.terms().expiresAfterSeconds();
    }
}
