package dev.holdpoint.approval.webhook;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Carries notices to one place: an endpoint of webhooks, or a channel of a chat. */
public interface Courier extends AutoCloseable {
    /** How many notices it may be given together; they are of as many holds. */
    int AT_ONCE = 8;

    Route route();

    /** What became of each of these, the first that wait of their holds; never fails. */
    Future<Map<Notice, Outcome>> send(List<Notice> due);

    @Override
    void close();

    /**
     * Where it goes, and how patient it is.
     *
     * @param name of all that the outbox knows; of an endpoint the operator's, else with a colon
     * @param place who is there; told anew from its first start if it changes
     * @param timeout of one step of sending
     * @param retryFor how long a notice is tried
     */
    record Route(
            String name, String place, Duration timeout, Duration firstRetry, Duration retryFor) {}

    /**
     * Those beside the endpoints of webhooks; they are told of every change of holds, without
     * texts.
     */
    record Others(List<Courier> couriers) {
        public Others {
            couriers = List.copyOf(couriers);
        }

        List<String> names() {
            return couriers.stream().map(courier -> courier.route().name()).toList();
        }
    }
}
