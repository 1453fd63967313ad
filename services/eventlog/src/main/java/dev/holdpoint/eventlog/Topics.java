package dev.holdpoint.eventlog;

import dev.holdpoint.events.EventFamily;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The log's topics: never compacted; kept for ever, but recordings for 30 days. */
public final class Topics {
    private Topics() {}

    /** Makes the topics that are missing; those that exist stay as they are. */
    public static Future<Void> ensure(Vertx vertx, LogSettings settings, short replicationFactor) {
        return vertx.executeBlocking(
                () -> {
                    create(settings, replicationFactor);
                    return null;
                },
                false);
    }

    private static void create(LogSettings settings, short replicationFactor)
            throws InterruptedException {
        try (var admin = Clients.admin(settings)) {
            var creations =
                    admin.createTopics(
                            Arrays.stream(EventFamily.values())
                                    .map(family -> topic(family, replicationFactor))
                                    .toList());
            for (var creation : List.copyOf(creations.values().values())) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new LogUnavailable("the topics cannot be made", e.getCause());
                    }
                }
            }
        }
    }

    private static NewTopic topic(EventFamily family, short replicationFactor) {
        return new NewTopic(family.topic(), partitions(family), replicationFactor)
                .configs(
                        Map.of(
                                "cleanup.policy", "delete",
                                "retention.ms", retention(family),
                                "retention.bytes", "-1",
                                "max.message.bytes", Integer.toString(Clients.MAX_RECORD_BYTES),
                                "min.insync.replicas",
                                        Integer.toString(Math.max(1, replicationFactor - 1))));
    }

    /** What an operator has set on a topic stays. */
    private static String retention(EventFamily family) {
        return switch (family) {
            case RECORDINGS -> Long.toString(Duration.ofDays(30).toMillis());
            case SESSIONS, APPROVALS, POLICY, LEDGER -> "-1";
        };
    }

    private static int partitions(EventFamily family) {
        return switch (family) {
            case SESSIONS, RECORDINGS -> 6;
            case APPROVALS -> 3;
            case POLICY, LEDGER -> 1;
        };
    }
}
