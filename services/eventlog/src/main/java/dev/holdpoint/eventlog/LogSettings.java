package dev.holdpoint.eventlog;

import java.time.Duration;
import java.util.Map;

/**
 * How to reach the log.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param clientId names this process at the broker, for example {@code proxy-edge/edge-1}
 * @param deliveryDeadline after which an append counts as failed; 3 s by specification
 * @param extra further Kafka client properties (security and so on)
 */
public record LogSettings(
        String bootstrapServers,
        String clientId,
        Duration deliveryDeadline,
        Map<String, String> extra) {
    public LogSettings {
        extra = Map.copyOf(extra);
    }
}
