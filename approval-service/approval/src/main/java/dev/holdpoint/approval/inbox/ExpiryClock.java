package dev.holdpoint.approval.inbox;

import static java.lang.System.Logger.Level.WARNING;
import static java.time.ZoneOffset.UTC;

import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Does what is due, every second: reminds, escalates and expires. Every instance does: the read
 * model names candidates, the decider knows better, and of two instances one appends and the other
 * finds nothing to do.
 */
public final class ExpiryClock implements AutoCloseable {
    /** Who acts when time has passed. */
    public static final Actor SELF = Actor.service("approval-service");

    private static final System.Logger LOG = System.getLogger(ExpiryClock.class.getName());
    private static final long PERIOD_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Due due;
    private final InstantSource clock;
    private final long timer;
    private boolean busy;

    /**
     * What is due, and what is done about it.
     *
     * @param what for the log
     * @param query ids of those due at {@code $1}
     * @param expire given an id and the time
     */
    public record Due(String what, String query, BiFunction<String, Instant, Future<?>> expire) {
        /** Holds to remind of, to escalate or to expire. */
        public static Due holds(String schema, HoldDesk desk) {
            return new Due(
                    "holds",
                    """
                    SELECT hold FROM %s.holds
                    WHERE due <= $1 OR remind_at <= $1 OR escalate_at <= $1
                    ORDER BY due LIMIT 200
                    """
                            .formatted(schema),
                    (hold, now) -> desk.run(new HoldId(hold), SELF, null, new Expire(now)));
        }
    }

    private ExpiryClock(Vertx vertx, Pool pool, Due due, InstantSource clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.due = due;
        this.clock = clock;
        this.timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> tick());
    }

    /** Starts on the caller's Vert.x context. */
    public static ExpiryClock start(Vertx vertx, Pool pool, Due due, InstantSource clock) {
        return new ExpiryClock(vertx, pool, due, clock);
    }

    private void tick() {
        if (busy) {
            return;
        }
        busy = true;
        expireDue()
                .onComplete(
                        done -> {
                            busy = false;
                            if (done.failed()) {
                                LOG.log(
                                        WARNING,
                                        "not expired: what={0} cause={1}",
                                        due.what(),
                                        done.cause());
                            }
                        });
    }

    private Future<Void> expireDue() {
        return pool.preparedQuery(due.query())
                .execute(Tuple.of(clock.instant().atOffset(UTC)))
                .compose(
                        rows -> {
                            var ids = new ArrayList<String>();
                            rows.forEach(row -> ids.add(row.getString(0)));
                            return expire(ids);
                        });
    }

    private Future<Void> expire(List<String> ids) {
        Future<Void> done = Future.succeededFuture();
        for (var id : ids) {
            done = done.compose(_ -> due.expire().apply(id, clock.instant())).mapEmpty();
        }
        return done;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
