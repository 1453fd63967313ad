package dev.holdpoint.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One record on its way, whose answer goes to its caller's Vert.x context. */
final class Delivery {
    private final Context context;
    private final Promise<Position> promise = Promise.promise();
    private final Duration deadline;
    private final StreamOrder order;

    Delivery(Context context, Duration deadline, StreamOrder order) {
        this.context = context;
        this.deadline = deadline;
        this.order = order;
    }

    Future<Position> future() {
        return promise.future();
    }

    StreamOrder order() {
        return order;
    }

    void landed(RecordMetadata written) {
        order.landed();
        var position = new Position(written.topic(), written.partition(), written.offset());
        context.runOnContext(_ -> promise.complete(position));
    }

    /** Fails what had been handed over; true if more of its stream is under way behind it. */
    boolean failed(@Nullable Exception cause) {
        boolean followed = order.failed();
        refused(
                cause instanceof LogUnavailable unavailable
                        ? unavailable
                        : new LogUnavailable("no acknowledgement within " + deadline, cause));
        return followed;
    }

    /** Fails what was not handed over. */
    void refused(LogUnavailable why) {
        context.runOnContext(_ -> promise.fail(why));
    }
}
