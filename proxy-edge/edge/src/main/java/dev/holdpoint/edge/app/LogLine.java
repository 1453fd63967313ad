package dev.holdpoint.edge.app;

import dev.holdpoint.eventlog.EventAppender;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LogUnavailable;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.eventlog.StreamOrder;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.Envelope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The edge's way to the log: nothing before it is open, nothing once the lease is lost. */
final class LogLine implements EventAppender {
    private final Vertx vertx;
    private final LogSettings settings;
    private final BooleanSupplier leaseLost;
    private volatile @Nullable KafkaEventAppender appender;

    LogLine(Vertx vertx, LogSettings settings, BooleanSupplier leaseLost) {
        this.vertx = vertx;
        this.settings = settings;
        this.leaseLost = leaseLost;
    }

    /** Makes missing topics, then opens. */
    Future<Void> open(short replicationFactor) {
        return Topics.ensure(vertx, settings, replicationFactor)
                .compose(
                        _ ->
                                vertx.executeBlocking(
                                        () -> {
                                            appender = new KafkaEventAppender(vertx, settings);
                                            return null;
                                        }));
    }

    @Override
    public Future<Position> append(Envelope<?> envelope, StreamOrder order) {
        var open = appender;
        if (open == null || leaseLost.getAsBoolean()) {
            return Future.failedFuture(
                    new LogUnavailable(open == null ? "not open yet" : "lease lost", null));
        }
        return open.append(envelope, order);
    }

    /** Delivers what was handed over. Blocks. */
    void close() {
        var open = appender;
        if (open != null) {
            open.close();
        }
    }
}
