package dev.holdpoint.policy.shadow;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LogWindow;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Revisions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Reads from the log what came of trying a revision, one reader at a time. */
public final class ShadowReports {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    /** How far the log's clock and this service's may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final LogSettings log;
    private final PolicyDesk desk;
    private final Shadow asked;
    private final Semaphore free = new Semaphore(1);

    /**
     * @param asked whom this instance asks
     */
    public ShadowReports(Vertx vertx, LogSettings log, PolicyDesk desk, Shadow asked) {
        this.vertx = vertx;
        this.log = log;
        this.desk = desk;
        this.asked = asked;
    }

    /** Nobody can be told now: another report is made, or it takes too long. */
    public static final class NoReport extends RuntimeException {
        NoReport(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * What came of the revision that is tried, since it is.
     *
     * @return fails with {@link NoReport} if that cannot be told
     */
    public Future<ShadowSummary> summary() {
        return desk.look().compose(this::of);
    }

    private Future<ShadowSummary> of(Revisions now) {
        var shadow = now.shadow();
        if (shadow == null) {
            return Future.succeededFuture(ShadowSummary.NONE);
        }
        if (!free.tryAcquire()) {
            return Future.failedFuture(
                    new NoReport("Another report is being made: try again when it is done."));
        }
        var since = now.get(shadow).changedAt();
        return vertx.executeBlocking(() -> read(shadow, since), false)
                .onComplete(_ -> free.release());
    }

    private ShadowSummary read(RevisionId shadow, Instant since) {
        var tally = new ShadowTally(shadow, since);
        var now = Instant.now();
        var until = now.plus(LIMIT);
        try (var window =
                LogWindow.open(log, EventFamily.SESSIONS, since.minus(SKEW), now.plus(SKEW))) {
            while (!window.ended()) {
                window.poll().forEach(tally::accept);
                if (Instant.now().isAfter(until)) {
                    throw new NoReport(
                            "There is too much on the log since it began: start it anew.");
                }
            }
        }
        return tally.summary(asked.stopped(shadow));
    }
}
