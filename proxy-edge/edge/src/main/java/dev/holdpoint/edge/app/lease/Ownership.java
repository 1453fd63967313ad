package dev.holdpoint.edge.app.lease;

import dev.holdpoint.edge.app.EdgeName;
import dev.holdpoint.edge.app.log.OpenStreams;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.EventFamily;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps this edge's lease and closes what dead edges and log outages have left open. */
public final class Ownership {
    private static final System.Logger LOG = System.getLogger(Ownership.class.getName());
    private static final long PERIOD_MILLIS = 10_000;

    private final Vertx vertx;
    private final LogSettings log;
    private final OpenStreams streams;
    private final LeaseTable table;
    private final EdgeLease lease;
    private final Reconciler reconciler;
    private final AtomicBoolean working = new AtomicBoolean();
    private @Nullable Long timer;

    /**
     * @param taken called once if another edge has taken this one's sessions over
     */
    public Ownership(
            Vertx vertx,
            LogSettings log,
            Pool pool,
            EdgeName self,
            OpenStreams streams,
            Runnable taken) {
        this.vertx = vertx;
        this.log = log;
        this.streams = streams;
        this.table = new LeaseTable(pool, self);
        this.lease = new EdgeLease(vertx, table, streams::lowWater, taken);
        this.reconciler = new Reconciler(vertx, log, streams);
    }

    /** Takes the lease, then closes what earlier runs of this edge have left open. */
    public Future<Void> begin() {
        return LogReader.endOffsets(vertx, log, Set.of(EventFamily.SESSIONS))
                .onSuccess(streams::startAt)
                .compose(_ -> lease.take())
                .compose(_ -> takeOver())
                .onSuccess(_ -> timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> reconcile()));
    }

    public EdgeLease lease() {
        return lease;
    }

    /** Gives the lease back; only once every session is closed in the log. */
    public Future<Void> end() {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        return lease.leave();
    }

    private void reconcile() {
        if (lease.isHeld() && working.compareAndSet(false, true)) {
            takeOver()
                    .compose(_ -> reconciler.closeAbandoned())
                    .onComplete(
                            done -> {
                                working.set(false);
                                if (done.failed()) {
                                    LOG.log(
                                            System.Logger.Level.WARNING,
                                            "not reconciled: cause=" + done.cause());
                                }
                            });
        }
    }

    private Future<Void> takeOver() {
        return table.takeOver(lease.isSteady(), reconciler::close)
                .compose(found -> found ? takeOver() : Future.succeededFuture());
    }
}
