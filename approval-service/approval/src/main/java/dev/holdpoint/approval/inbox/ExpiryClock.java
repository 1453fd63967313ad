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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reminds, escalates and expires what is due, every second. Every instance does: the read model
 * names candidates, the decider knows better, and of two instances one appends and the other finds
 * nothing to do.
 */
public final class ExpiryClock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExpiryClock.class.getName());
    private static final long PERIOD_MILLIS = 1_000;
    private static final Actor SELF = Actor.service("approval-service");

    private final Vertx vertx;
    private final Pool pool;
    private final HoldDesk desk;
    private final InstantSource clock;
    private final String due;
    private final long timer;
    private boolean busy;

    private ExpiryClock(Vertx vertx, Pool pool, String schema, HoldDesk desk, InstantSource clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.desk = desk;
        this.clock = clock;
        this.due =
                """
                SELECT hold FROM %s.holds
                WHERE due <= $1 OR remind_at <= $1 OR escalate_at <= $1
                ORDER BY due LIMIT 200
                """
                        .formatted(schema);
        this.timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> tick());
    }

    /** Starts on the caller's Vert.x context. */
    public static ExpiryClock start(
            Vertx vertx, Pool pool, String schema, HoldDesk desk, InstantSource clock) {
        return new ExpiryClock(vertx, pool, schema, desk, clock);
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
                                LOG.log(WARNING, "holds not expired: cause={0}", done.cause());
                            }
                        });
    }

    private Future<Void> expireDue() {
        return pool.preparedQuery(due)
                .execute(Tuple.of(clock.instant().atOffset(UTC)))
                .compose(
                        rows -> {
                            var holds = new ArrayList<HoldId>();
                            rows.forEach(row -> holds.add(new HoldId(row.getString(0))));
                            return expire(holds);
                        });
    }

    private Future<Void> expire(List<HoldId> holds) {
        Future<Void> done = Future.succeededFuture();
        for (var hold : holds) {
            done =
                    done.compose(_ -> desk.run(hold, SELF, null, new Expire(clock.instant())))
                            .mapEmpty();
        }
        return done;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
