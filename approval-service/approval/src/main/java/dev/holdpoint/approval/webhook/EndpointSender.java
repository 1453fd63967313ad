package dev.holdpoint.approval.webhook;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.webhook.Outcome.Taken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Sends one place its notices, in rounds: takes the lease, gives its courier what is due of several
 * holds at once, remembers what became of it. Between rounds it holds neither a connection nor a
 * lock, so that an endpoint that is slow or dead is nobody's trouble but its own.
 */
final class EndpointSender implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EndpointSender.class.getName());
    private static final Outcome TAKEN = new Taken();
    private static final long PERIOD_MILLIS = 500;

    /** Looking the name up, connecting, TLS, the answer. */
    private static final int STEPS = 4;

    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context context;
    private final Deliveries deliveries;
    private final Courier courier;
    private final RetrySchedule schedule;
    private final RandomGenerator chance = RandomGenerator.getDefault();
    private final long timer;
    private boolean busy;
    private volatile boolean closed;

    private EndpointSender(Vertx vertx, Courier courier, Deliveries deliveries) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.courier = courier;
        this.deliveries = deliveries;
        this.schedule = new RetrySchedule(courier.route().firstRetry());
        this.timer = vertx.setPeriodic(PERIOD_MILLIS, _ -> beat());
    }

    /** Starts on the caller's Vert.x context. */
    static EndpointSender start(Vertx vertx, Courier courier, Deliveries deliveries) {
        return new EndpointSender(vertx, courier, deliveries);
    }

    private void beat() {
        if (busy || closed) {
            return;
        }
        busy = true;
        round().onComplete(
                        round -> {
                            busy = false;
                            if (round.failed()) {
                                LOG.log(
                                        WARNING,
                                        "notices not sent: endpoint={0} cause={1}",
                                        courier.route().name(),
                                        round.cause());
                            } else if (round.result()) {
                                context.runOnContext(_ -> beat());
                            }
                        });
    }

    /** Whether anything was taken, so that there may be more to send at once. */
    private Future<Boolean> round() {
        return deliveries
                .lease(courier.route().timeout().multipliedBy(STEPS).plus(MARGIN))
                .compose(
                        leased ->
                                leased
                                        ? deliveries.next(Courier.AT_ONCE)
                                        : Future.succeededFuture(List.of()))
                .compose(due -> due.isEmpty() ? Future.succeededFuture(false) : send(due));
    }

    private Future<Boolean> send(List<Notice> due) {
        return courier.send(due)
                .compose(
                        outcomes ->
                                deliveries
                                        .remember(outcomes, schedule, chance)
                                        .map(_ -> told(outcomes)));
    }

    private boolean told(Map<Notice, Outcome> outcomes) {
        var untaken = outcomes.values().stream().filter(each -> !each.equals(TAKEN)).toList();
        if (!untaken.isEmpty()) {
            LOG.log(
                    WARNING,
                    "notices not taken: endpoint={0} count={1} first={2}",
                    courier.route().name(),
                    untaken.size(),
                    untaken.getFirst());
        }
        return untaken.size() < outcomes.size();
    }

    @Override
    public void close() {
        closed = true;
        vertx.cancelTimer(timer);
        courier.close();
        deliveries.release().onFailure(e -> LOG.log(WARNING, "lease not given back: cause={0}", e));
    }
}
